import { expect, test } from 'vitest';
import { cutLineOf } from '../journey/cut-line.ts';
import { marketerAt } from '../journey/marketer.ts';
import { looksAndSends, savesSegment, teammateTakesOn, writesOffline } from '../journey/segment-journey.ts';
import { inBrowser } from './in-browser.ts';

inBrowser({ journey: 'the segment journey in a browser', given: 'given a saved segment and a server that goes away' }, (desk) => {
  test('a message to it that a teammate changed meanwhile asks before it goes', async () => {
    const { page } = desk.now();
    const marketer = marketerAt(page);
    const fresh = await savesSegment(marketer, desk.place());
    await marketer.photographs('browser-segment');

    await desk.serverStops();
    const people = await writesOffline(marketer);
    const reconnect = await cutLineOf(page);
    await desk.serverIsBack();
    const takenOn = await teammateTakesOn(fresh, desk.place());
    await reconnect();
    await marketer.syncsNow();

    await looksAndSends(marketer, people, takenOn, desk.place());
    await marketer.photographs('browser-looked-at');
    expect(desk.violations()).toEqual([]);
  });
});
