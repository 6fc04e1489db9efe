import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Collection } from '../../contract/collection.ts';
import type { DecideRequest } from '../../contract/command/decide-request.ts';
import type { Act, Command } from '../../contract/command.ts';
import { aCommand } from '../../contract/testing/build-command.ts';
import { aRequest } from '../../contract/testing/build-event.ts';
import { shippedDecisionRules } from '../../domain/request-decision/product-rules.ts';
import { createDocuments } from '../../renderer/replica/documents.ts';
import type { StoredCommand } from '../../renderer/replica/stored-command.ts';
import { createView } from '../../renderer/replica/view.ts';
import { rebuild } from '../../sync-server/projection/rebuild.ts';
import { feedOf, internalsOf, openShop, type Shop, workspace } from '../../sync-server/testing/open-shop.ts';
import { leadOf } from '../../sync-server/testing/shop-acts.ts';

const leadId = '39~001';
const pulledCollections = ['lead', 'activity', 'policy', 'product'] as const satisfies readonly Collection[];

/** An act of one of two marketers on some of three requests; an undo of anything, and a losing word that is said again. */
const anyStep = fc.record({
  by: fc.constantFrom('mina', 'jiho'),
  does: fc.constantFrom('approve', 'refuse', 'reevaluate', 'policy', 'undo', 'reapply'),
  on: fc.subarray([0, 1, 2], { minLength: 1 }),
  seen: fc.constantFrom<DecideRequest['requests'][number]['seen']>('waiting', 'requests', 'refusals', undefined),
  outcome: fc.constantFrom<'approve' | 'refuse' | 'review'>('approve', 'refuse', 'review'),
  pick: fc.nat(20),
});
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

const requests = () => [aRequest({ message: '불가능' }), aRequest(), aRequest({ message: '로그인이 안 돼요' })];

/** What a step is as an act, with what is known by then: what was done before, and the conflicts of the inbox. */
function toAct(step: Step, eventIds: readonly string[], made: readonly Command[], conflicts: readonly string[]): Act | undefined {
  const places = step.on.map((at) => ({ leadId, requestEventId: eventIds[at] as string }));
  const undone = made[step.pick % Math.max(1, made.length)];
  const conflict = conflicts[step.pick % Math.max(1, conflicts.length)];
  switch (step.does) {
    case 'approve':
    case 'refuse':
      return {
        kind: 'decideRequest',
        outcome: step.does,
        requests: places.map((place) => ({ ...place, ...(step.seen && { seen: step.seen }) })),
      };
    case 'reevaluate':
      return { kind: 'reevaluateRequests', requests: places };
    case 'policy':
      return { kind: 'setPolicy', from: 0, policy: { ...shippedDecisionRules, products: [{ productId: '001', outcome: step.outcome }] } };
    case 'undo':
      return undone && undone.act.kind !== 'setPolicy' ? { kind: 'undo', undoes: undone.id } : undefined;
    case 'reapply':
      return conflict === undefined
        ? undefined
        : { kind: 'settleConflicts', keep: 'lost', conflicts: [{ id: conflict, ...(step.seen && { seen: step.seen }) }] };
  }
}

const conflictsOf = async ({ store }: Shop) =>
  (await store.feed.documentsFrom(workspace, 'activity', '', '', 1_000)).flatMap((one) => (one.kind === 'conflict' ? [one.id] : []));

/** A desk of Mina's that has everything the server has, and these commands beside it. */
async function aDesk({ store }: Shop, commands: readonly StoredCommand[]) {
  const documents = createDocuments();
  for (const collection of pulledCollections) {
    const found = await store.feed.documentsFrom(workspace, collection, '', '', 1_000);
    documents.stage(
      collection,
      found.map((body) => ({ id: body.id, body })),
    );
  }
  const changed = documents.takeIn();
  const byId = new Map(commands.map((stored) => [stored.id, stored]));
  const view = createView({
    documents,
    commands: { all: () => [...byId.values()], get: (id) => byId.get(id) },
    member: () => 'mina',
    now: Date.now,
  });
  view.show(changed);
  view.recommand();
  return view;
}

test("given any story of two marketers' words, re-evaluations, policies, re-applied words and undos, what a desk shows ahead is what the server will hold", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 9 }), fc.nat(9), async (story, answered) => {
      const shop = await openShop();
      try {
        const asked = requests();
        const eventIds = asked.map(({ eventId }) => eventId);
        await shop.publish('bot', ...asked);
        await shop.drain();
        const made: Command[] = [];
        const kept: StoredCommand[] = [];
        for (const step of story.slice(0, answered)) {
          const act = toAct(step, eventIds, made, await conflictsOf(shop));
          if (!act) continue;
          const command = aCommand(act);
          made.push(command);
          const outcome = await shop.act(act, command, step.by);
          if (step.by === 'mina') kept.push({ id: command.id, command, storedAt: 0, outcome, settled: true });
        }
        const conflicts = await conflictsOf(shop);
        const waiting: Command[] = [];
        for (const step of story.slice(answered).filter(({ by }) => by === 'mina')) {
          const act = toAct(step, eventIds, [...made, ...waiting], conflicts);
          if (act) waiting.push(aCommand(act));
        }

        const desk = await aDesk(shop, [...kept, ...waiting.map((command): StoredCommand => ({ id: command.id, command, storedAt: 0 }))]);

        for (const command of waiting) await shop.act(command.act, command, 'mina');
        expect(desk.lead(leadId)).toEqual(await leadOf(shop, leadId));
        const caughtUp = await aDesk(shop, []);
        for (const id of eventIds) expect(desk.request(id)?.is).toBe(caughtUp.request(id)?.is);
        const before = [await feedOf(shop), await internalsOf(shop)];
        await rebuild(shop.store, workspace);
        expect([await feedOf(shop), await internalsOf(shop)]).toEqual(before);
      } finally {
        await shop.close();
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 20) },
  );
}, 600_000);
