import { expect, test } from 'vitest';
import type { PatchLeads } from '../../contract/command/patch-leads.ts';
import type { Outcome } from '../../contract/command.ts';
import { aPatch, aUlid } from '../../contract/testing/build-command.ts';
import { aLead } from '../../contract/testing/build-document.ts';
import { aRequest, aSearch, someTime } from '../../contract/testing/build-event.ts';
import type { CommandFact, DecisionFact, Fact } from '../store/port/fact.ts';
import { aCommandFact, factOf } from '../store/testing/build-fact.ts';
import { toDecisionFact } from './decision-fact.ts';
import { type DocumentSource, Documents } from './documents.ts';
import { fold, linksOf, needsOf } from './fold.ts';

/** Two leads that somebody has made `interested` since the commands below were judged. */
const leads = new Map(['39', '40'].map((userId) => [`${userId}~001`, aLead({ userId, status: 'interested' })]));
const source = { documents: async (collection: string) => (collection === 'lead' ? leads : new Map()) } as unknown as DocumentSource;

async function foldInto(documents: Documents, ...facts: readonly Fact[]) {
  await documents.load(needsOf(facts));
  for (const fact of facts) fold(documents, fact);
  return documents.take();
}

const patched = (act: PatchLeads, outcome: Partial<Outcome>): CommandFact => {
  const id = aUlid();
  return aCommandFact({ factId: id, body: { act, outcome: { id, status: 'applied', ...outcome } } });
};
const both = aPatch({ from: 'new', to: 'won', leads: ['39~001', '40~001'] });

test('given a field that was left alone when it was judged, it is so for ever, whatever the lead holds now (I2)', async () => {
  const command = patched(both, { leftAlone: [{ leadId: '39~001', field: 'status' }] });

  const changes = await foldInto(new Documents(source), command);

  expect(changes.filter(({ collection }) => collection === 'lead')).toMatchObject([{ id: '40~001', document: { status: 'won' } }]);
  const audit = changes.find(({ collection }) => collection === 'activity')?.document;
  expect(audit).toMatchObject({ groups: [{ field: 'status', to: 'won', leads: ['40~001'] }] });
  expect(linksOf([{ ...command, position: 7 }])).toEqual([{ leadId: '40~001', position: 7 }]);
});

test('given a lead that was missing when it was judged, the command does not touch one that came later (I2)', async () => {
  const command = patched(both, { missing: ['39~001'] });

  const changes = await foldInto(new Documents(source), command);

  expect(changes.filter(({ collection }) => collection === 'lead').map(({ id }) => id)).toEqual(['40~001']);
  expect(linksOf([{ ...command, position: 7 }])).toEqual([{ leadId: '40~001', position: 7 }]);
});

test('given clients that take turns, the last one in log order is noted, and one that goes on is not noted again', async () => {
  const documents = new Documents(source);
  const clients = async (by: string) => {
    const changes = await foldInto(documents, factOf(aSearch(), { by }));
    return changes.flatMap(({ collection, document }) => (collection === 'lastClient' ? [document] : []));
  };

  const noted = [await clients('bot'), await clients('bot'), await clients('kiosk'), await clients('bot')];

  const bothOf = (client: string) => ['39~001', '39'].map((id) => ({ id, client }));
  expect(noted).toEqual([bothOf('bot'), [], bothOf('kiosk'), bothOf('bot')]);
});

test('given decisions folded before their request and in any order, the newest stands and the lead counts it once', async () => {
  const request = aRequest();
  const decided = (decisionNo: number, was: DecisionFact['body']['was'], is: DecisionFact['body']['is']): DecisionFact => {
    const place = { leadId: '39~001', requestEventId: request.eventId, decisionNo, was, is };
    const verdict = { outcome: 'approve', rule: 'r', version: 1, decidedAt: someTime } as const;
    return toDecisionFact({ body: { ...place, ...verdict }, at: request.occurredAt, by: 'system', hmacKey: new Uint8Array(32) });
  };
  const facts = [decided(2, 'refusals', 'requests'), decided(1, 'waiting', 'refusals'), factOf(request)];
  const standingOf = async (...order: readonly Fact[]) => {
    const changes = await foldInto(new Documents(source), ...order);
    return ['request', 'lead', 'metric'].map((name) => changes.find(({ collection }) => collection === name)?.document);
  };

  const backwards = await standingOf(...facts);

  expect(backwards[0]).toMatchObject({ decisionNo: 2, standing: 'requests' });
  expect(backwards[1]).toMatchObject({ requests: 1, refusals: 0, waiting: 0 });
  expect(await standingOf(...[...facts].reverse())).toEqual(backwards);
});
