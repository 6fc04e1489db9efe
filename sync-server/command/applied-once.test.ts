import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collections } from '../../contract/collection.ts';
import type { Act, Command } from '../../contract/command.ts';
import { everyLead } from '../../contract/lead-filter.ts';
import { anyFieldPatch } from '../../contract/testing/arbitrary-patch.ts';
import { aCommand, aUlid } from '../../contract/testing/build-command.ts';
import { aConsent, anIdentification, aProductStatement, aRequest, aSearch } from '../../contract/testing/build-event.ts';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import { defaultRules } from '../../domain/scoring/default-rules.ts';
import { internalsOf, openShop, type Shop, waitingFor, workspace } from '../testing/open-shop.ts';

/** Many stores are opened on a machine that may be busy with other things. */
const propertyTimeoutMs = 60_000;

const request = aRequest({ message: '불가능' });
const morning = [aSearch(), aSearch({ userId: '40' }), request, aProductStatement(), anIdentification(), aConsent()];

const segmentIds = [aUlid(), aUlid()];

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(anyFieldPatch, fc.subarray(['39~001', '40~001', '41~001'], { minLength: 1 })).map(([{ field, from, to }, leads]): Act => {
    const group = { field, leads, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    return { kind: 'patchLeads', groups: [group] };
  }),
  fc
    .constantFrom<'approve' | 'refuse'>('approve', 'refuse')
    .map((outcome): Act => ({ kind: 'decideRequest', requests: [{ leadId: '39~001', requestEventId: request.eventId }], outcome })),
  fc
    .tuple(fc.constantFrom('단골', 'VIP'), fc.constantFrom(...segmentIds))
    .map(([to, segmentId]): Act => ({ kind: 'saveSegment', segmentId, name: { to }, filter: { to: everyLead } })),
  fc.constantFrom(...segmentIds).map((segmentId): Act => ({ kind: 'deleteSegment', segmentId })),
  fc
    .tuple(fc.nat(3), fc.nat(3))
    .map(([cap, from]): Act => ({ kind: 'setPolicy', policy: { ...defaultRules, fit: { ...defaultRules.fit, cap } }, from })),
  fc.constant<Act>({ kind: 'requestDispatch', recipients: ['39', '40'].map((userId) => ({ userId, productIds: ['001'] })) }),
);
/** Each command, and which of those up to it are delivered again right after it. */
const anyDeliveries = fc.array(fc.tuple(anyAct, fc.array(fc.nat(9), { maxLength: 3 })), { minLength: 1, maxLength: 10 });

async function openMorning(): Promise<Shop> {
  const shop = await openShop();
  await shop.publish('bot', ...morning);
  await shop.drain();
  return shop;
}

/** Every document, whatever its place in the feed, and everything that goes down. */
async function effectsOf(shop: Shop): Promise<string> {
  const documents = await Promise.all(collections.map((name) => shop.store.feed.documentsFrom(workspace, name, '', '', 1_000)));
  return canonicalJson([documents, await internalsOf(shop), await waitingFor(shop, 'bot')]);
}

test(
  'given commands delivered any number of times, they have the effect and the outcomes of one delivery (I6)',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyDeliveries, async (deliveries) => {
        const [once, often] = [await openMorning(), await openMorning()];
        const commands: Command[] = [];

        for (const [act, repeats] of deliveries) {
          const command = aCommand(act);
          commands.push(command);
          const [first] = await once.apply(command);
          const [one] = await often.apply(command);
          const again = await often.apply(...repeats.map((index) => commands[index % commands.length] as Command));
          expect(one?.status).toBe(first?.status);
          expect(again.every(({ id, code }) => commands.some((each) => each.id === id) && code !== 'command.idReused')).toBe(true);
        }

        expect(await effectsOf(often)).toBe(await effectsOf(once));
        await Promise.all([once.close(), often.close()]);
      }),
      { numRuns: 20 },
    );
  },
  propertyTimeoutMs,
);
