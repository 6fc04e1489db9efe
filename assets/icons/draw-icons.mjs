// Draws the application's icons from icon.svg with a Chromium: `node assets/icons/draw-icons.mjs`. Its output is committed; run it
// again when the drawing changes. ICO and ICNS are containers that take PNG as it is, so nothing else is needed.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = fileURLToPath(new URL('.', import.meta.url));
const icoSizes = [16, 24, 32, 48, 64, 128, 256];
/** Apple's four-letter names of PNG images by pixel size. */
const icnsTypes = { 16: 'icp4', 32: 'icp5', 64: 'icp6', 128: 'ic07', 256: 'ic08', 512: 'ic09' };
const pngSizes = [...new Set([...icoSizes, ...Object.keys(icnsTypes).map(Number)])];

async function drawAll() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const svg = readFileSync(`${folder}icon.svg`, 'utf8');
  const drawn = new Map();
  for (const size of pngSizes) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>html,body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
    );
    drawn.set(size, await page.screenshot({ omitBackground: true }));
  }
  await browser.close();
  return drawn;
}

/** ICONDIR, one ICONDIRENTRY an image, then the images; a side of 256 is written as 0. */
function ico(drawn) {
  const header = Buffer.alloc(6 + 16 * icoSizes.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(icoSizes.length, 4);
  let offset = header.length;
  icoSizes.forEach((size, index) => {
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(drawn.get(size).length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += drawn.get(size).length;
  });
  return Buffer.concat([header, ...icoSizes.map((size) => drawn.get(size))]);
}

/** `icns`, the length of all, then type, length and PNG of each; lengths count their own headers. */
function icns(drawn) {
  const chunks = Object.entries(icnsTypes).map(([size, type]) => chunk(type, drawn.get(Number(size))));
  return chunk('icns', Buffer.concat(chunks));
}

function chunk(type, content) {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(header.length + content.length, 4);
  return Buffer.concat([header, content]);
}

const drawn = await drawAll();
writeFileSync(`${folder}icon-512.png`, drawn.get(512));
writeFileSync(`${folder}icon.ico`, ico(drawn));
writeFileSync(`${folder}icon.icns`, icns(drawn));
