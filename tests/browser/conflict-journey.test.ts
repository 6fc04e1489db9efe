import { expect, test } from 'vitest';
import { bringsOneBack, marksMeanwhile, marksOffline } from '../journey/conflict-journey.ts';
import { cutLineOf } from '../journey/cut-line.ts';
import { marketerAt } from '../journey/marketer.ts';
import { fillDesk } from '../journey/offline-journey.ts';
import { newMember } from '../journey/teammate.ts';
import { inBrowser } from './in-browser.ts';

inBrowser(
  { journey: 'the journey of two marketers', given: 'given two marketers, one of whom loses her connection', closed: true },
  (desk) => {
    test('what her late commands overwrote is in the inbox of the other, who brings it back with one key', async () => {
      const [hers, minas] = [await desk.opens('owner'), await desk.opens('mina')];
      const [owner, mina] = [marketerAt(hers.page), marketerAt(minas.page)];
      await hers.page.goto(desk.address());
      const cast = await fillDesk(owner, desk.place());
      const mend = await cutLineOf(hers.page);
      await hers.page.reload();
      await owner.goesTo('리드');
      await marksOffline(owner, cast);

      // a second member has no one-time code: her tab is given her token as it would keep it
      await minas.page.addInitScript((token) => sessionStorage.setItem('talklens-token', token), await newMember(desk.place(), 'mina'));
      await minas.page.goto(new URL('/', desk.address()).href);
      await marksMeanwhile(mina, cast);

      await mend();
      await bringsOneBack(mina, owner, cast, desk.place());
      expect(desk.violations()).toEqual([]);
    });
  },
);
