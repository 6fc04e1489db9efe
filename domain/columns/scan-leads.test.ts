import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everyLead, type LeadFilter } from '../../contract/lead-filter.ts';
import type { LeadLine } from './lead-line.ts';
import { createLeadTally } from './lead-tally.ts';
import { matchingLeads, scanLeads } from './scan-leads.ts';
import { aLine, anyFilter, anyLines } from './testing/any-lines.ts';

const anyText = () => true;
const firstTen = { offset: 0, limit: 10 };

/** What the filter asks for, in the plainest words. */
const asked = (line: LeadLine, { products, statuses, bands, assignees, tags }: LeadFilter): boolean =>
  (products.length === 0 || products.includes(line.productId)) &&
  (statuses.length === 0 || statuses.includes(line.status)) &&
  (bands.length === 0 || bands.includes(line.band)) &&
  (assignees.length === 0 || assignees.includes(line.marketerId ?? null)) &&
  (tags.length === 0 || line.tags.some((tag) => tags.includes(tag)));

test('given any filter, one pass finds what asking line by line finds', () => {
  fc.assert(
    fc.property(anyLines, anyFilter, fc.nat(5), fc.nat(5), (lines, filter, offset, limit) => {
      const plain = lines.filter((line) => asked(line, filter));

      const scan = scanLeads(lines, filter, anyText, { offset, limit });

      expect(scan.total).toBe(plain.length);
      expect(scan.page).toEqual(plain.slice(offset, offset + limit));
      expect(matchingLeads(lines, filter, anyText)).toEqual(plain);
    }),
  );
});

test('given any filter, a facet counts what choosing that value alone in it would show', () => {
  fc.assert(
    fc.property(anyLines, anyFilter, (lines, filter) => {
      const { counts } = scanLeads(lines, filter, anyText, firstTen);

      for (const [productId, count] of counts.products) {
        expect(lines.filter((line) => asked(line, { ...filter, products: [productId] }))).toHaveLength(count);
      }
      for (const [status, count] of counts.statuses) {
        expect(lines.filter((line) => asked(line, { ...filter, statuses: [status] }))).toHaveLength(count);
      }
      for (const [band, count] of counts.bands) {
        expect(lines.filter((line) => asked(line, { ...filter, bands: [band] }))).toHaveLength(count);
      }
      for (const [assignee, count] of counts.assignees) {
        expect(lines.filter((line) => asked(line, { ...filter, assignees: [assignee] }))).toHaveLength(count);
      }
      for (const [tag, count] of counts.tags) {
        expect(lines.filter((line) => asked(line, { ...filter, tags: [tag] }))).toHaveLength(count);
      }
    }),
  );
});

test('given a text that does not match, a line counts nowhere', () => {
  const scan = scanLeads([aLine({ tags: ['vip'] })], everyLead, () => false, firstTen);

  expect(scan.total).toBe(0);
  expect(scan.counts.tags.size + scan.counts.products.size).toBe(0);
});

test('given lines that come, change and go, what is kept counted is what a new scan counts', () => {
  fc.assert(
    fc.property(anyLines, anyLines, anyFilter, (before, after, filter) => {
      const kept = createLeadTally(filter, anyText);
      for (const line of before) kept.add(line);
      for (const line of before) kept.remove(line);
      for (const line of after) kept.add(line);

      const { total, counts } = scanLeads(after, filter, anyText, firstTen);

      expect(kept.total).toBe(total);
      expect(kept.counts).toEqual(counts);
    }),
  );
});
