import fc from 'fast-check';
import { leadStatuses } from '../../../contract/lead.ts';
import type { LeadFilter, LeadSort } from '../../../contract/lead-filter.ts';
import { scoreBands } from '../../../contract/score-band.ts';
import type { LeadLine } from '../lead-line.ts';

export const aLine = (change: Partial<LeadLine> = {}): LeadLine => ({
  id: 'l0',
  userId: '39',
  productId: '001',
  searches: 0,
  questions: 0,
  requests: 0,
  refusals: 0,
  status: 'new',
  tags: [],
  lastSeenAt: 0,
  points: 0,
  band: 'D',
  ...change,
});

const few = fc.nat(3);

/** Lines with few different values, so that equal ones happen. */
export const anyLines: fc.Arbitrary<readonly LeadLine[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.nat(30).map((n) => `l${n}`),
      userId: fc.constantFrom('39', '40'),
      productId: fc.constantFrom('001', '002', '003'),
      searches: few,
      points: few,
      status: fc.constantFrom(...leadStatuses),
      band: fc.constantFrom(...scoreBands),
      tags: fc.subarray(['vip', '재구매']),
      marketerId: fc.constantFrom('owner', 'mina', undefined),
    })
    .map(({ marketerId, ...line }) => aLine({ ...line, ...(marketerId && { marketerId }) })),
  { selector: ({ id }) => id, maxLength: 25 },
);

export const anySort: fc.Arbitrary<LeadSort> = fc.record({
  by: fc.constantFrom('score', 'lastSeenAt', 'searches', 'questions', 'requests', 'refusals', 'user', 'product', 'status'),
  direction: fc.constantFrom('asc', 'desc'),
});

export const anyFilter: fc.Arbitrary<LeadFilter> = fc.record({
  text: fc.constant(''),
  products: fc.subarray(['001', '002', '003']),
  statuses: fc.subarray([...leadStatuses]),
  bands: fc.subarray([...scoreBands]),
  assignees: fc.subarray(['owner', 'mina', null]),
  tags: fc.subarray(['vip', '재구매']),
});
