import { expect, test } from 'vitest';
import { cutLineOf } from '../journey/cut-line.ts';
import { marketerAt } from '../journey/marketer.ts';
import { requestJourney } from '../journey/request-journey.ts';
import { fillsScores, seesPublished, weighsOffline } from '../journey/weights-journey.ts';
import { inDesktopWindow } from './in-desktop-window.ts';

inDesktopWindow(
  {
    journey: 'the journey of requests and scores in a desktop window',
    given: 'given a desktop app and a chat client on a socket',
    sendsNothing: true,
  },
  (desktop) => {
    test('a doubtful request is refused by key: the chat hears "0", counts and score fall back exactly, and the timeline tells it all', async () => {
      const { page, violations } = desktop.now();
      await requestJourney(marketerAt(page), page, desktop.place());

      expect(violations).toEqual([]);
    });

    test('weights changed offline show which leads would move, and are published once on reconnect', async () => {
      const { page, violations } = desktop.now();
      const marketer = marketerAt(page);
      await fillsScores(marketer, desktop.place());
      const land = await cutLineOf(page);
      await page.reload();

      await weighsOffline(marketer, page);
      await marketer.photographs('desktop-weights-offline');
      await land();
      await marketer.syncsNow();

      await seesPublished(marketer, page, desktop.place());
      expect(violations).toEqual([]);
    });
  },
);
