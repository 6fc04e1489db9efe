import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SaveSegment } from '../../contract/command/save-segment.ts';
import { everyLead } from '../../contract/lead-filter.ts';
import { aUlid } from '../../contract/testing/build-command.ts';
import { openShop, type Shop, workspace } from '../testing/open-shop.ts';
import { mostSegments } from './save-segment.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const won = { ...everyLead, statuses: ['won' as const] };
const segmentId = aUlid();
const act = { kind: 'saveSegment', segmentId } as const;
const making: SaveSegment = { ...act, name: { to: '단골' }, filter: { to: won } };

const segmentOf = async (id: string) => (await shop.store.feed.documents(workspace, 'segment', [id])).get(id);
const activityOf = async (id: string) => (await shop.store.feed.documents(workspace, 'activity', [id])).get(id);

test('given a new segment, every desk gets it, and the audit says who made it', async () => {
  const outcome = await shop.act(making);

  expect(outcome).toMatchObject({ status: 'applied', visibleAt: { seqs: { segment: expect.any(Number), activity: expect.any(Number) } } });
  expect(await segmentOf(segmentId)).toEqual({ id: segmentId, name: '단골', filter: won, by: 'owner', at: expect.any(Number) });
  expect(await activityOf(outcome.id)).toMatchObject({ kind: 'segmentSaved', change: 'made', name: '단골', filterChanged: false });
});

test('given a rename and a new filter of two marketers who did not see each other, both stand', async () => {
  await shop.act(making);

  const renamed = await shop.act({ ...act, name: { from: '단골', to: 'VIP' } });
  const narrowed = await shop.act({ ...act, filter: { from: won, to: everyLead } });

  expect([renamed.status, narrowed.status]).toEqual(['applied', 'applied']);
  expect(await segmentOf(segmentId)).toMatchObject({ name: 'VIP', filter: everyLead });
});

test('given two names by two marketers, the later one wins and the audit keeps the lost one', async () => {
  await shop.act(making);
  await shop.act({ ...act, name: { from: '단골', to: 'VIP' } });

  const outcome = await shop.act({ ...act, name: { from: '단골', to: '큰손' } });

  expect(outcome.status).toBe('conflict');
  expect(await segmentOf(segmentId)).toMatchObject({ name: '큰손' });
  expect(await activityOf(outcome.id)).toMatchObject({ kind: 'segmentSaved', renamedFrom: 'VIP', lost: { name: 'VIP' } });
});

test('given a deletion, it is gone with all of it in the audit, and undoing it brings it back', async () => {
  await shop.act(making);

  const deleted = await shop.act({ kind: 'deleteSegment', segmentId });
  const gone = await segmentOf(segmentId);
  const outcome = await shop.act({ ...making, undoes: deleted.id });

  expect(gone).toBeUndefined();
  expect(await activityOf(deleted.id)).toMatchObject({ kind: 'segmentDeleted', name: '단골', filter: won });
  expect(await segmentOf(segmentId)).toMatchObject({ name: '단골', filter: won });
  expect(await activityOf(outcome.id)).toMatchObject({ change: 'restored' });
});

test('given a segment that was deleted, changing or deleting it is refused', async () => {
  const change = await shop.act({ ...act, name: { from: '단골', to: 'VIP' } });
  const deletion = await shop.act({ kind: 'deleteSegment', segmentId });

  expect([change.code, deletion.code]).toEqual(['segment.unknown', 'segment.unknown']);
});

test('given as many segments as fit, one more is refused, brought back or new, until there is room for it', async () => {
  await shop.act(making);
  for (let made = 1; made < mostSegments; made++) await shop.act({ ...making, segmentId: aUlid() });

  const more = await shop.act({ ...making, segmentId: aUlid() });
  const deleted = await shop.act({ kind: 'deleteSegment', segmentId });
  const other = aUlid();
  const inItsPlace = await shop.act({ ...making, segmentId: other });
  const full = await shop.act({ ...making, undoes: deleted.id });
  await shop.act({ kind: 'deleteSegment', segmentId: other });
  const restored = await shop.act({ ...making, undoes: deleted.id });

  expect([more.code, inItsPlace.status, full.code, restored.status]).toEqual(['segment.tooMany', 'applied', 'segment.tooMany', 'applied']);
});
