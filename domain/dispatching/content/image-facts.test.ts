import { expect, test } from 'vitest';
import { fittingRatio, imageFacts, mostImageBytes, sameShape } from './image-facts.ts';

/** The head of a PNG: its signature and IHDR. */
function aPng(width: number, height: number, bytes = 64): Uint8Array {
  const png = new Uint8Array(bytes);
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(png.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return png;
}

/** The head of a JPEG: an APP0 segment, then a frame of the baseline (SOF0) or progressive (SOF2) kind. */
function aJpeg(width: number, height: number, frame = 0xc0): Uint8Array {
  const app0 = [0xff, 0xe0, 0, 6, 1, 2, 3, 4];
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  return new Uint8Array([0xff, 0xd8, ...app0, 0xff, frame, 0, 17, 8, ...size, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
}

test.each([
  ['png', aPng(800, 400)],
  ['jpeg', aJpeg(800, 400)],
  ['jpeg', aJpeg(800, 400, 0xc2)],
])('given the head of a %s, its size is read', (format, bytes) => {
  expect(imageFacts(bytes)).toEqual({ format, width: 800, height: 400 });
});

test('given bytes that are no such image, or are cut short anywhere, nothing is read and nothing thrown', () => {
  expect(imageFacts(Uint8Array.from('<html>404</html>', (letter) => letter.charCodeAt(0)))).toBeNull();
  for (const whole of [aPng(800, 400), aJpeg(800, 400)])
    for (let length = 0; length < 19; length += 1) expect(imageFacts(whole.subarray(0, length))).toBeNull();
});

test.each([
  [aPng(800, 400), 2],
  [aPng(600, 600), 1],
  [aPng(600, 800), 0.75],
  [aJpeg(601, 800), 601 / 800],
  [aPng(600, 900), null],
  [aPng(1000, 400), null],
  [aPng(499, 400), null],
  [aPng(800, 400, mostImageBytes + 1), null],
])('given an image, a bubble takes it between 2:1 and 3:4, from 500 pixels, up to 5 MB: %#', (bytes, ratio) => {
  expect(fittingRatio(bytes)).toBe(ratio);
});

test.each([
  [[1], true],
  [[1, 1.005], true],
  [[2, 1], false],
])('given the ratios %j in one carousel, one shape: %s', (ratios, same) => {
  expect(sameShape(ratios)).toBe(same);
});
