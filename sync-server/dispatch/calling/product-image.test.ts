import { expect, test } from 'vitest';
import { anImage } from '../testing/an-image.ts';
import type { Ask } from './ask-once.ts';
import { createReadImage } from './product-image.ts';
import { isPublic, publicOnly } from './public-addresses.ts';

const reading = (anywhere = false) => {
  const asked: Ask[] = [];
  const read = createReadImage(async (ask) => {
    asked.push(ask);
    return { kind: 'answered', status: 200, headers: {}, body: anImage() };
  }, anywhere);
  return { asked, read };
};

test.each(['https://shop.example:99999/1.png', 'http://[::1/1.png', 'https://%/1.png'])(
  'given an address that is none (%s), there is no image, and nothing is thrown at the others of its batch',
  async (url) => {
    const { read, asked } = reading();

    expect(await read(url)).toBeNull();
    expect(asked).toEqual([]);
  },
);

test.each([
  'http://127.0.0.1/1.png',
  'http://2130706433/1.png',
  'http://[::1]/1.png',
  'http://[::ffff:169.254.169.254]/latest/meta-data',
  'http://10.0.0.7/1.png',
  'http://192.168.0.1/1.png',
])('given an address of our own network (%s), it is not asked', async (url) => {
  const { read, asked } = reading();

  expect(await read(url)).toBeNull();
  expect(asked).toEqual([]);
});

test('given a public address, a name is looked up among public ones only; beside a provider on this machine any is asked', async () => {
  const [out, here] = [reading(), reading(true)];

  await out.read('https://shop.example/1.png');
  await here.read('http://127.0.0.1:9/1.png');

  expect(out.asked).toMatchObject([{ lookup: publicOnly }]);
  expect(here.asked).toMatchObject([{ url: { port: '9' } }]);
  expect(['8.8.8.8', '127.0.0.1', '100.64.0.1'].map((address) => isPublic(address, 4))).toEqual([true, false, false]);
  expect(['2001:4860:4860::8888', 'fd00::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1'].map((address) => isPublic(address, 6))).toEqual([
    ...[true, false, false, false],
  ]);
});
