import { expect, test } from 'vitest';
import { marketerAt } from '../journey/marketer.ts';
import { fillsScores, seesPublished, weighsOffline } from '../journey/weights-journey.ts';
import { inBrowser } from './in-browser.ts';

inBrowser(
  { journey: 'the weights journey in a browser', given: 'given scores and a server that goes away', sendsNothing: true },
  (desk) => {
    test('weights changed offline show which leads would move, and are published once when the server is back', async () => {
      const { page } = desk.now();
      const marketer = marketerAt(page);
      await fillsScores(marketer, desk.place());

      await desk.serverStops();
      await weighsOffline(marketer, page);
      await marketer.photographs('browser-weights-offline');
      await desk.serverIsBack();
      await marketer.syncsNow();

      await seesPublished(marketer, page, desk.place());
      expect(desk.violations()).toEqual([]);
    });
  },
);
