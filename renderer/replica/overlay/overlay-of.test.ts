import { expect, test } from 'vitest';
import type { Command } from '../../../contract/command.ts';
import type { Lead } from '../../../contract/lead.ts';
import { everyLead } from '../../../contract/lead-filter.ts';
import type { ScoreRules } from '../../../contract/policy/score-policy.ts';
import type { Segment } from '../../../contract/segment.ts';
import { aCommand, aPatch, aUlid } from '../../../contract/testing/build-command.ts';
import { aLead } from '../../../contract/testing/build-document.ts';
import { anEventId, someTime } from '../../../contract/testing/build-event.ts';
import { defaultRules } from '../../../domain/scoring/default-rules.ts';
import type { StoredCommand } from '../stored-command.ts';
import type { Underlay } from './overlay.ts';
import { overlayOf } from './overlay-of.ts';

const pending = (command: Command, change: Partial<StoredCommand> = {}): StoredCommand => ({
  id: command.id,
  command,
  storedAt: 0,
  ...change,
});

const under = (leads: ReadonlyMap<string, Lead>): Underlay => ({
  lead: (id) => leads.get(id),
  product: () => undefined,
  segment: () => undefined,
  policy: () => undefined,
  person: () => undefined,
  conflict: () => undefined,
  decision: () => undefined,
  past: () => undefined,
  classifierMode: () => 'shadow',
  audit: () => undefined,
  auditOfBatch: () => [],
});

test('given a refused patch and an undo held by it, neither is shown', () => {
  const patch = aCommand(aPatch());
  const undo = aCommand({ kind: 'undo', undoes: patch.id }, { after: [patch.id] });
  const refused = pending(patch, { outcome: { id: patch.id, status: 'rejected', code: 'command.forbidden' } });

  const overlay = overlayOf(under(new Map([['39~001', aLead()]])), [refused, pending(undo)], 'mina');

  expect(overlay.leads.size).toBe(0);
  expect(overlay.pendingLeads.size).toBe(0);
});

test('given an outcome whose effect is not in the replica yet, it is still shown but no longer pending', () => {
  const patch = aCommand(aPatch());
  const arriving = pending(patch, {
    outcome: { id: patch.id, status: 'applied', visibleAt: { epoch: '00000000-0000-4000-8000-00000000000a', seqs: { lead: 1 } } },
  });

  const overlay = overlayOf(under(new Map([['39~001', aLead()]])), [arriving], 'mina');

  expect(overlay.leads.get('39~001')?.status).toBe('contacted');
  expect(overlay.pendingLeads.size).toBe(0);
});

test('given a request that waits in the tail, a decision of a person counts it at once', () => {
  const requestEventId = anEventId();
  const lead = aLead({ waiting: 1, tail: [{ at: someTime, factId: requestEventId, kind: 'requested', text: '선물 포장' }] });
  const decide = aCommand({ kind: 'decideRequest', requests: [{ leadId: lead.id, requestEventId }], outcome: 'approve' });

  const overlay = overlayOf(under(new Map([[lead.id, lead]])), [pending(decide)], 'mina');

  expect(overlay.leads.get(lead.id)).toMatchObject({ waiting: 0, requests: 1, lastRequest: { requestType: '1', requestEventId } });
});

test('given a product edited here, the newest entry is shown', () => {
  const entry = {
    productId: '001',
    name: '새 이름',
    priceKrw: 1,
    imageUrl: 'https://a.example/1',
    url: 'https://a.example',
    inStock: true,
    category: '옷',
  };
  const upsert = aCommand({ kind: 'upsertProducts', products: [entry] });

  const overlay = overlayOf(under(new Map()), [pending(upsert)], 'mina');

  expect(overlay.products.get('001')).toMatchObject({ name: '새 이름', factId: upsert.id });
});

test('given a segment renamed and one deleted here, both show at once; a rename of one that is gone shows nothing', () => {
  const [renamed, deleted, gone] = [aUlid(), aUlid(), aUlid()];
  const segment = (id: string): Segment => ({ id, name: '단골', filter: everyLead, by: 'jihye', at: 1 });
  const known = { ...under(new Map()), segment: (id: string) => (id === gone ? undefined : segment(id)) };
  const rename = (segmentId: string) => aCommand({ kind: 'saveSegment', segmentId, name: { from: '단골', to: 'VIP' } });
  const commands = [rename(renamed), rename(deleted), aCommand({ kind: 'deleteSegment', segmentId: deleted }), rename(gone)];

  const { segments } = overlayOf(
    known,
    commands.map((command) => pending(command)),
    'mina',
  );

  expect([...segments]).toEqual([
    [renamed, { ...segment(renamed), name: 'VIP', by: 'mina', at: someTime }],
    [deleted, undefined],
  ]);
});

test('given an older request that was refused, a decision of a person moves it and leaves the newest request as it is', () => {
  const [older, newest] = [anEventId(), anEventId()];
  const lastRequest = { at: someTime, requestEventId: newest, decisionNo: 1, requestType: '1' as const };
  const tail = [{ at: someTime - 1, factId: older, kind: 'requested' as const }];
  const lead = aLead({ requests: 1, refusals: 1, lastRequest, tail });
  const known: Underlay = {
    ...under(new Map([[lead.id, lead]])),
    decision: (id) => (id === older ? { leadId: lead.id, at: someTime - 1, decisionNo: 1, is: 'refusals' } : undefined),
  };
  const decide = (requestEventId: string) =>
    aCommand({ kind: 'decideRequest', requests: [{ leadId: lead.id, requestEventId }], outcome: 'approve' });

  const moved = overlayOf(known, [pending(decide(older))], 'mina').leads.get(lead.id);
  const unknown = overlayOf(known, [pending(decide(anEventId()))], 'mina').leads.get(lead.id);

  expect(moved).toMatchObject({ requests: 2, refusals: 0, lastRequest });
  expect(unknown).toEqual(lead);
});

test('given policies published here, the newest shows at once and counts up; taking it back brings the one before', () => {
  const weighing = (cap: number): ScoreRules => ({ ...defaultRules, fit: { ...defaultRules.fit, cap } });
  const [first, second] = [7, 9].map((cap) => aCommand({ kind: 'setPolicy', policy: weighing(cap), from: 0 })) as [Command, Command];
  const undo = aCommand({ kind: 'setPolicy', policy: weighing(7), from: 2, undoes: second.id });
  const shownAfter = (...commands: readonly Command[]) =>
    overlayOf(
      under(new Map()),
      commands.map((command) => pending(command)),
      'mina',
    ).policies.get('score');

  expect(shownAfter(first, second)).toMatchObject({ fit: { cap: 9 }, version: 2, by: 'mina', commandId: second.id });
  expect(shownAfter(first, second, undo)).toMatchObject({ fit: { cap: 7 }, version: 3, commandId: undo.id });
});
