import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyLead, type LeadFilter } from '../../contract/lead-filter.ts';
import type { Segment } from '../../contract/segment.ts';
import { anyFilter } from '../columns/testing/any-lines.ts';
import { sameFilter, tidyFilter } from './same-filter.ts';
import { saveSegment } from './save-segment.ts';

const id = '01KAAAAAAAAAAAAAAAAA000001';
const deletion = '01KAAAAAAAAAAAAAAAAA000002';
const won: LeadFilter = { ...everyLead, statuses: ['won'] };
const lost: LeadFilter = { ...everyLead, statuses: ['lost'] };
const segment: Segment = { id, name: '단골', filter: won, by: 'minji', at: 1 };
const author = { by: 'owner', at: 2 };
const act = { kind: 'saveSegment', segmentId: id } as const;

describe('saving a segment', () => {
  test('given none of this id, a name with a filter makes it, and only both', () => {
    expect(saveSegment(undefined, { ...act, name: { to: '단골' }, filter: { to: won } }, author)).toEqual({
      kind: 'made',
      segment: { ...segment, ...author },
    });
    expect(saveSegment(undefined, { ...act, name: { from: '단골', to: 'VIP' } }, author)).toEqual({ kind: 'unknown' });
  });

  test('given what the marketer saw, both a new name and a new filter stand', () => {
    const saved = saveSegment(segment, { ...act, name: { from: '단골', to: 'VIP' }, filter: { from: won, to: lost } }, author);

    expect(saved).toEqual({
      kind: 'changed',
      segment: { ...segment, name: 'VIP', filter: lost, ...author },
      renamedFrom: '단골',
      filterChanged: true,
    });
  });

  test('given a name that somebody changed meanwhile, the later one wins, the lost one is told, and the filter is left alone', () => {
    const saved = saveSegment(segment, { ...act, name: { from: '옛 이름', to: 'VIP' } }, author);

    expect(saved).toMatchObject({ kind: 'changed', segment: { name: 'VIP', filter: won }, lost: { name: '단골' }, filterChanged: false });
  });

  test('given that it is so already, nothing changes and nobody else is named as the one who saved it', () => {
    expect(saveSegment(segment, { ...act, name: { from: '다른 이름', to: '단골' } }, author)).toEqual({ kind: 'unchanged' });
  });

  test('given a deletion taken back, the segment is there again; one that is there is left as it is', () => {
    const again = { ...act, name: { to: '단골' }, filter: { to: won }, undoes: deletion };

    expect(saveSegment(undefined, again, author)).toMatchObject({ kind: 'restored', segment: { name: '단골' } });
    expect(saveSegment({ ...segment, name: 'VIP' }, again, author)).toEqual({ kind: 'unchanged' });
  });
});

describe('filters that ask for the same', () => {
  test('given values ticked in any order and more than once, it is the same filter, and tidy is tidy', () => {
    fc.assert(
      fc.property(anyFilter, fc.boolean(), (filter, twice) => {
        const turned = {
          ...filter,
          tags: [...filter.tags].reverse(),
          assignees: [...filter.assignees, ...(twice ? filter.assignees : [])],
        };

        expect(sameFilter(filter, turned)).toBe(true);
        expect(tidyFilter(tidyFilter(turned))).toEqual(tidyFilter(filter));
      }),
    );
  });

  test('given another status or nobody assigned, it is another', () => {
    expect(sameFilter(won, lost)).toBe(false);
    expect(sameFilter(everyLead, { ...everyLead, assignees: [null] })).toBe(false);
  });
});
