import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command, Outcome } from '../../contract/command.ts';
import type { Lead } from '../../contract/lead.ts';
import { everyLead } from '../../contract/lead-filter.ts';
import type { Segment } from '../../contract/segment.ts';
import { aCommand, aPatch, aUlid } from '../../contract/testing/build-command.ts';
import { aLead } from '../../contract/testing/build-document.ts';
import { anEventId, someTime } from '../../contract/testing/build-event.ts';
import { type AppliedPatch, applyPatch, undoPatch } from '../../domain/patching/apply-patch.ts';
import { overlayOf, type Underlay } from './overlay.ts';
import type { StoredCommand } from './stored-command.ts';
import { anyStory, leadIds, toCommands, twoLeads } from './testing/any-story.ts';

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
  conflict: () => undefined,
  decision: () => undefined,
});

/** The server's side of the law: each command once, in order, with what it did remembered for its undo. */
function createServer(first: readonly Lead[]) {
  const leads = new Map(first.map((lead) => [lead.id, lead]));
  const done = new Map<string, Readonly<{ leadId: string; applied: AppliedPatch }>[]>();
  const batches = new Map<string, string[]>();

  const apply = ({ id, act, issuedAt }: Command, by: string): Outcome => {
    const author = { by, at: issuedAt };
    const overwritten: NonNullable<Outcome['overwritten']> = [];
    const leftAlone: NonNullable<Outcome['leftAlone']> = [];
    if (act.kind === 'patchLeads') {
      if (act.batchId) batches.set(act.batchId, [...(batches.get(act.batchId) ?? []), id]);
      for (const { leads: ids, field, from, to } of act.groups) {
        for (const leadId of ids) {
          const { lead, effect } = applyPatch(leads.get(leadId) as Lead, { field, from, to }, author);
          leads.set(leadId, lead);
          done.set(id, [...(done.get(id) ?? []), { leadId, applied: { field, from, to, effect } }]);
          if (effect.kind === 'unchanged') leftAlone.push({ leadId, field });
          if (effect.kind === 'overwritten') overwritten.push({ leadId, field, ...(effect.lost !== undefined && { lost: effect.lost }) });
        }
      }
    }
    if (act.kind === 'undo') {
      const ids = batches.get(act.undoes) ?? [act.undoes];
      for (const { leadId, applied } of ids.flatMap((each) => done.get(each) ?? []).reverse()) {
        leads.set(leadId, undoPatch(leads.get(leadId) as Lead, applied, author).lead);
      }
    }
    return { id, status: overwritten.length > 0 ? 'conflict' : 'applied', overwritten, leftAlone };
  };
  return { leads, apply };
}

test('given any commands, of which the server has applied the first few, the overlay shows what the server will hold', () => {
  fc.assert(
    fc.property(anyStory, fc.nat(12), (story, answered) => {
      const commands = toCommands(story);
      const server = createServer(twoLeads);
      const kept = commands
        .slice(0, answered)
        .map((command) => pending(command, { outcome: server.apply(command, 'mina'), settled: true }));
      const replica = new Map(server.leads);

      const overlay = overlayOf(under(replica), [...kept, ...commands.slice(answered).map((command) => pending(command))], 'mina');

      for (const command of commands.slice(answered)) server.apply(command, 'mina');
      for (const id of leadIds) expect(overlay.leads.get(id) ?? replica.get(id)).toEqual(server.leads.get(id));
    }),
  );
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
  const decide = aCommand({ kind: 'decideRequest', leadId: lead.id, requestEventId, outcome: 'approve' });

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
  const known: Underlay = { ...under(new Map([[lead.id, lead]])), decision: () => ({ decisionNo: 1, is: 'refusals' }) };
  const decide = (requestEventId: string) => aCommand({ kind: 'decideRequest', leadId: lead.id, requestEventId, outcome: 'approve' });

  const moved = overlayOf(known, [pending(decide(older))], 'mina').leads.get(lead.id);
  const unknown = overlayOf(known, [pending(decide(anEventId()))], 'mina').leads.get(lead.id);

  expect(moved).toMatchObject({ requests: 2, refusals: 0, lastRequest });
  expect(unknown).toEqual(lead);
});
