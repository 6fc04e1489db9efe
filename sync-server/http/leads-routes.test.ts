import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import type { Lead } from '../../contract/lead.ts';
import { ScoredLead } from '../../contract/lead-api.ts';
import type { ScoreRules } from '../../contract/policy/score-policy.ts';
import { aCommand } from '../../contract/testing/build-command.ts';
import { defaultRules } from '../../domain/scoring/default-rules.ts';
import { scoringBy } from '../../domain/scoring/score.ts';
import { kstDay } from '../../domain/time/kst.ts';
import { aSearchBody, runServer, type TestServer } from '../testing/run-server.ts';
import { nowInSendingHours } from '../testing/sending-hours.ts';

const id = 'user-1~product-1';

/** A server with `count` leads, one search each; the first is user-1's. */
async function withLeads(count: number): Promise<TestServer> {
  const server = await runServer();
  const events = Array.from({ length: count }, (_, index) => ({ ...aSearchBody({ userId: `user-${index + 1}` }), kind: 'searched' }));
  await server.post('/v1/events', events, server.byClient);
  await expect.poll(async () => ((await (await server.get('/v1/leads')).json()) as { leads: unknown[] }).leads.length).toBe(count);
  return server;
}

const read = async (server: TestServer) => {
  const response = await server.get(`/v1/leads/${id}`);
  return { lead: ScoredLead.parse(await response.json()), etag: response.headers.get('etag') ?? '' };
};
const patch = (server: TestServer, changes: object[], headers: Record<string, string> = {}) =>
  fetch(`${server.url}/v1/leads/${id}`, {
    method: 'PATCH',
    headers: { ...server.byMember, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ changes }),
  });

test('given leads, they are read in pages by id', async () => {
  const server = await withLeads(5);

  const first = (await (await server.get('/v1/leads?limit=3')).json()) as { leads: Lead[]; next: string };
  const second = (await (await server.get(`/v1/leads?limit=3&after=${first.next}`)).json()) as { leads: Lead[]; next?: string };

  expect([...first.leads, ...second.leads].map((lead) => lead.userId)).toEqual(['user-1', 'user-2', 'user-3', 'user-4', 'user-5']);
  expect(second.next).toBeUndefined();
});

test('given the ETag of what was read, a change is applied once, and refused when somebody was there before', async () => {
  const server = await withLeads(1);
  const { etag } = await read(server);

  const first = await patch(server, [{ field: 'status', to: 'contacted' }], { 'if-match': etag });
  const second = await patch(server, [{ field: 'status', to: 'won' }], { 'if-match': etag });

  expect(await first.json()).toMatchObject({ outcomes: [{ status: 'applied' }] });
  expect([second.status, await second.json()]).toEqual([412, { code: 'request.preconditionFailed' }]);
  const after = await read(server);
  expect(after.lead.status).toBe('contacted');
  expect(after.etag).not.toBe(etag);
});

test('given what the caller saw instead, a value nobody had seen is overwritten and said to be', async () => {
  const server = await withLeads(1);
  await patch(server, [{ field: 'marketerId', to: 'kim' }]);

  const outcome = await patch(server, [{ field: 'marketerId', to: 'lee' }]);

  expect(await outcome.json()).toMatchObject({
    outcomes: [{ status: 'conflict', overwritten: [{ leadId: id, field: 'marketerId', lost: 'kim' }] }],
  });
});

test('given a policy that somebody set, leads are read with their scores by it, as of today in Seoul (I10)', async () => {
  const server = await withLeads(1);
  const before = await read(server);
  const rules: ScoreRules = { ...defaultRules, engagement: { ...defaultRules.engagement, searches: { points: 30, cap: 40 } } };
  const act = { kind: 'setPolicy', policy: rules, from: 0 } as const;

  await server.post('/v1/commands', { commands: [aCommand(act, { issuedAt: Date.now() })] }, server.byMember);
  const after = await read(server);

  const { terms: _terms, ...score } = scoringBy(rules, after.lead.score.asOf).explain(after.lead, undefined);
  expect(before.lead.score).toMatchObject({ version: 0, band: 'D' });
  expect(after.lead.score).toEqual({ ...score, asOf: kstDay(nowInSendingHours()), version: 1 });
  expect(after.lead.score.band).toBe('B');
  expect(after.etag).toBe(before.etag);
});

test('given what was said about a lead, its events are read newest first', async () => {
  const server = await withLeads(1);
  const question = { ...aSearchBody(), kind: 'questioned', message: '방수 되나요?' };
  await server.post('/v1/events', question, server.byClient);
  await expect.poll(async () => (await read(server)).lead.questions).toBe(1);

  const { events } = (await (await server.get(`/v1/leads/${id}/events`)).json()) as { events: object[] };

  expect(events).toMatchObject([{ factId: question.eventId, kind: 'questioned', message: '방수 되나요?' }, { kind: 'searched' }]);
});

test('given a lead that is not there, or an id that is none, each has its code', async () => {
  const server = await runServer();

  expect(await (await server.get('/v1/leads/nobody~nothing')).json()).toEqual({ code: 'request.notFound', detail: 'lead' });
  expect(await (await server.get('/v1/leads/nobody')).json()).toEqual({ code: 'request.schema', detail: 'id' });
});

test('given a batch of commands with one that is none of ours, each has its outcome and the good ones are applied', async () => {
  const server = await withLeads(1);
  const good = { id: ulid(), issuedAt: Date.now(), act: { kind: 'patchLeads', groups: [{ field: 'tag:vip', to: 'on', leads: [id] }] } };
  const bad = { id: ulid(), issuedAt: Date.now(), act: { kind: 'dropEverything' } };

  const response = await server.post('/v1/commands', { commands: [bad, good] });

  expect(await response.json()).toMatchObject({
    protocol: 1,
    outcomes: [
      { id: bad.id, status: 'rejected', code: 'command.schema' },
      { id: good.id, status: 'applied' },
    ],
  });
  expect((await read(server)).lead.tags).toEqual(['vip']);
});

test('given the longest ids that a chat client may use, their lead is read and changed like any other', async () => {
  const server = await runServer();
  const [userId, productId] = ['u'.repeat(64), 'p'.repeat(64)];
  const path = `/v1/leads/${encodeURIComponent(`${userId}~${productId}`).replaceAll('~', '%7E')}`;
  await server.post('/v1/events', { ...aSearchBody({ userId, productId }), kind: 'searched' }, server.byClient);
  await expect.poll(async () => (await server.get(path)).status).toBe(200);

  const events = await server.get(`${path}/events`);

  expect([events.status, await events.json()]).toMatchObject([200, { events: [{ kind: 'searched' }] }]);
});
