import { expect, test } from 'vitest';
import { cutLineOf } from '../journey/cut-line.ts';
import { marketerAt } from '../journey/marketer.ts';
import { fillDesk, findsEverythingThere, seesAllAppliedOnce, worksOffline } from '../journey/offline-journey.ts';
import { sendsPoisonAgain, undoesBulkByKeyboard } from '../journey/poison-journey.ts';
import { inBrowser } from './in-browser.ts';

inBrowser({ journey: 'the offline journey in a browser', given: 'given a desk in a browser whose server goes away' }, (desk) => {
  test('what was done meanwhile survives closing the browser, and is applied once when the server is back', async () => {
    const first = desk.now();
    const before = marketerAt(first.page);
    const cast = await fillDesk(before, desk.place());

    await desk.serverStops();
    await worksOffline(before, cast);
    await first.close();

    await desk.serverIsBack();
    const { page } = await desk.opens();
    const after = marketerAt(page);
    const reconnect = await cutLineOf(page);
    await page.goto(desk.address());
    await findsEverythingThere(after, cast);
    await after.photographs('browser-offline');

    await reconnect();
    await seesAllAppliedOnce(after, cast, desk.place());

    await undoesBulkByKeyboard(after, cast);
    await sendsPoisonAgain(after, page, cast, desk.place());
    expect(desk.violations()).toEqual([]);
  });
});
