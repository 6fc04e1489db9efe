import { expect, test } from 'vitest';
import { bringsOneOfThemBack, marksAllOffline, opensBusyShop, takesAllBack, teammateMarksSome } from '../journey/aeroplane-journey.ts';
import { cutLineOf } from '../journey/cut-line.ts';
import { marketerAt } from '../journey/marketer.ts';
import { proofJourney } from '../journey/proof-journey.ts';
import { inDesktopWindow } from './in-desktop-window.ts';

inDesktopWindow(
  {
    journey: 'the journey by aeroplane in a desktop window',
    given: 'given a desktop app with 500 leads, and a teammate at work on the same server',
  },
  (desktop) => {
    test('what all of them were given in the aeroplane meets 50 of hers, one is brought back, and the bulk is undone as one', async () => {
      const { page, violations } = desktop.now();
      const marketer = marketerAt(page);
      const leads = await opensBusyShop(marketer, desktop.place());
      const land = await cutLineOf(page);
      await page.reload();

      await marksAllOffline(marketer);
      await teammateMarksSome(leads, desktop.place());
      await land();

      await bringsOneOfThemBack(marketer, desktop.place());
      await takesAllBack(marketer, desktop.place());
      expect(violations).toEqual([]);
    });

    test('a lead that was changed in IndexedDB itself turns the proof red by checking now, is named and put right', async () => {
      const { page, violations } = desktop.now();
      await proofJourney(marketerAt(page), page, desktop.place());

      expect(violations).toEqual([]);
    });
  },
);
