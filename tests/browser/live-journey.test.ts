import { beforeAll, expect, test } from 'vitest';
import { drawingJourney } from '../journey/drawing-journey.ts';
import { liveJourney } from '../journey/live-journey.ts';
import { marketerAt } from '../journey/marketer.ts';
import { proofJourney } from '../journey/proof-journey.ts';
import { type Drawing, watchDrawing } from '../journey/watch-drawing.ts';
import { inBrowser } from './in-browser.ts';

inBrowser({ journey: 'the journey in a browser', given: 'given a desk in a browser', closed: true }, (desk) => {
  let drawing: Drawing;
  beforeAll(async () => {
    const { page } = await desk.opens();
    drawing = await watchDrawing(page);
    await page.goto(desk.address());
  });

  test('leads arrive while shoppers talk, three are patched, one is taken back, and a dispatch leaves out who never agreed', async () => {
    await liveJourney(marketerAt(desk.now().page), desk.place(), 'browser');

    expect(desk.violations()).toEqual([]);
  });

  test('what happens to a lead draws its row anew, and no other, nor what lies around the table', async () => {
    await drawingJourney(marketerAt(desk.now().page), drawing, desk.place());
  });

  test('a lead that was changed in IndexedDB itself is found by checking now, named and put right', async () => {
    await proofJourney(marketerAt(desk.now().page), desk.now().page, desk.place());

    expect(desk.violations()).toEqual([]);
  });
});
