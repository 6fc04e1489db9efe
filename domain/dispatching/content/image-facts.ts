/** What the first bytes of an image say of it. */
export type ImageFacts = Readonly<{ format: 'png' | 'jpeg'; width: number; height: number }>;

/** Reads PNG (its IHDR) and JPEG (its first frame header); null for anything else. */
export function imageFacts(bytes: Uint8Array): ImageFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (pngSignature.every((byte, index) => bytes[index] === byte)) return pngFacts(view);
  return bytes[0] === 0xff && bytes[1] === startOfImage ? jpegFacts(view) : null;
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const widthInPng = 16;
const heightInPng = 20;
const startOfImage = 0xd8;

function pngFacts(view: DataView): ImageFacts | null {
  if (view.byteLength < heightInPng + 4) return null;
  return { format: 'png', width: view.getUint32(widthInPng), height: view.getUint32(heightInPng) };
}

/** Goes from marker to marker, each with its length, to the first start of frame (ITU T.81, table B.1). */
function jpegFacts(view: DataView): ImageFacts | null {
  for (let at = 2; at + 9 <= view.byteLength; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint8(at) !== 0xff) return null;
    if (startsFrame(view.getUint8(at + 1))) return { format: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  }
  return null;
}

/** SOF0 to SOF15 without the three that are tables: DHT, JPG and DAC. */
const startsFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** What a Brand Message takes: JPG or PNG of at most 5 MB, at least 500 pixels wide, between 2:1 and 3:4. */
export const mostImageBytes = 5 * 1024 * 1024;
const leastWidth = 500;
const widest = 2;
const tallest = 3 / 4;
/** Pixels are whole, so a ratio is met within a pixel or two of the width. */
const tolerance = 0.01;

/** Width by height of an image that a bubble takes; null of one that it does not. */
export function fittingRatio(bytes: Uint8Array): number | null {
  const facts = bytes.byteLength <= mostImageBytes ? imageFacts(bytes) : null;
  if (!facts || facts.width < leastWidth) return null;
  const ratio = facts.width / facts.height;
  return ratio <= widest + tolerance && ratio >= tallest - tolerance ? ratio : null;
}

/** The images of one carousel have one shape. */
export const sameShape = (ratios: readonly number[]): boolean => Math.max(...ratios) - Math.min(...ratios) <= tolerance;
