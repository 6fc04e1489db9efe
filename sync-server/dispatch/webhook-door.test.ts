import { beforeEach, expect, test } from 'vitest';
import { openLog } from '../log.ts';
import type { Recorded } from './record-reports.ts';
import type { ItemReport, SendAdapter } from './send-adapter.ts';
import { webhookDoor } from './webhook-door.ts';

const aReport = (code: string): ItemReport => ({
  itemId: 'a',
  status: 'delivered',
  at: 1,
  raw: { code, text: '010-1234-5678에 전달' },
  key: code,
});

let recorded: ItemReport[];
let counted: Record<string, number>;
let logged: string;
beforeEach(() => {
  [recorded, counted, logged] = [[], {}, ''];
});

const parsing: Partial<SendAdapter> = {
  id: 'solapi',
  parseWebhook: (_headers, body) => (JSON.parse(Buffer.from(body).toString()) as string[]).map(aReport),
};

function aDoor(outcome: Recorded, { adapter = parsing }: { adapter?: Partial<SendAdapter> } = {}) {
  return webhookDoor({
    adapter: adapter as SendAdapter,
    secret: 'secret',
    workspace: 'shop',
    record: async (_workspace, reports) => {
      recorded.push(...reports);
      return outcome;
    },
    count: (name, reports) => {
      counted[name] = reports;
    },
    log: openLog('trace', {
      write: (line: string) => {
        logged += line;
      },
    }),
  });
}

const body = (...codes: readonly string[]) => Buffer.from(JSON.stringify(codes));

test('given reports, known, new and of nobody, all are put on record and counted by what became of them', async () => {
  const door = aDoor({ taken: 1, unknown: 1, old: 1 });

  expect(await door?.take({}, body('4000', '3104', '9999'))).toBe(true);

  expect(recorded.map(({ raw }) => raw.code)).toEqual(['4000', '3104', '9999']);
  expect(counted).toEqual({ taken: 1, unknown: 1, old: 1 });
});

test('given reports of messages that are not here, the log has their codes and no number (I11)', async () => {
  await aDoor({ taken: 0, unknown: 2, old: 0 })?.take({}, body('4000', '4000'));

  expect(logged).toContain('"codes":["4000"]');
  expect(logged).not.toContain('1234');
});

test('given a body that is none of the provider’s, it is refused and nothing is on record', async () => {
  expect(await aDoor({ taken: 0, unknown: 0, old: 0 })?.take({}, Buffer.from('<html>'))).toBe(false);
  expect(recorded).toEqual([]);
});

test('given no secret, or a provider that does not call, there is no door', () => {
  const none: Recorded = { taken: 0, unknown: 0, old: 0 };

  expect(aDoor(none, { adapter: { id: 'sandbox' } })).toBeUndefined();
  expect(
    webhookDoor({
      ...{ adapter: parsing as SendAdapter, secret: undefined, workspace: 'shop' },
      record: async () => none,
      count: () => {},
      log: openLog('silent', { write: () => {} }),
    }),
  ).toBeUndefined();
});
