import { expect, test } from 'vitest';
import { kstDayNumber } from '../time/kst.ts';
import { brokenLimits, isAskedFor } from './sent-before.ts';
import { dayMs, noon, rules, sentAt } from './testing/build-permit.ts';

const everyDay = Array.from({ length: 400 }, (_, index) => index - 20);

test.each([0, 1, 7, 30, 365])(
  'given products that rest %i days, the limits ask for exactly the messages that may break one',
  (repeatDays) => {
    for (const repeatAllowed of [false, true]) {
      for (const productId of ['001', '002']) {
        for (const daysAgo of everyDay) {
          const sent = sentAt(noon - daysAgo * dayMs, productId);
          const limits = { rules: rules({ capPerDay: 1, capPerWeek: 1, repeatDays }), productIds: ['001'], repeatAllowed };

          const asked = isAskedFor({ day: kstDayNumber(sent.at), productIds: sent.productIds }, limits, noon);

          expect(asked).toBe(brokenLimits([sent], limits, noon).length > 0);
        }
      }
    }
  },
);
