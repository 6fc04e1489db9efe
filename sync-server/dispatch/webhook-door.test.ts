import { beforeEach, expect, test } from 'vitest';
import { openLog } from '../log.ts';
import type { ItemReport, SendAdapter } from './send-adapter.ts';
import { webhookDoor } from './webhook-door.ts';

const aReport = (code: string): ItemReport => ({
  itemId: 'a',
  status: 'delivered',
  at: 1,
  raw: { code, text: '010-1234-5678에 전달' },
  key: code,
});

let recorded: string[];
let counted: Record<string, number>;
let logged: string;
beforeEach(() => {
  [recorded, counted, logged] = [[], {}, ''];
});

const parsing: Partial<SendAdapter> = {
  id: 'solapi',
  parseWebhook: (_headers, body) => (JSON.parse(Buffer.from(body).toString()) as string[]).map(aReport),
};

/** Each workspace knows reports of its own codes: those that are new to it are taken. */
function aDoor(known: Readonly<Record<string, readonly string[]>>, { adapter = parsing }: { adapter?: Partial<SendAdapter> } = {}) {
  return webhookDoor({
    adapter: adapter as SendAdapter,
    secret: 'secret',
    workspaces: async () => Object.keys(known),
    record: async (workspace, reports) => {
      const [theirs, unknown] = [true, false].map((is) => reports.filter(({ raw }) => known[workspace]?.includes(raw.code) === is));
      recorded.push(...(theirs ?? []).map(({ raw }) => `${workspace} ${raw.code}`));
      return { taken: theirs?.length ?? 0, unknown: unknown ?? [], old: 0 };
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

test('given reports of two shops and of nobody, each is on record where its message is, and counted by what became of it (I9)', async () => {
  const door = aDoor({ shop: ['4000'], other: ['3104', '1000'] });

  expect(await door?.take({}, body('3104', '4000', '9999'))).toBe(true);

  expect(recorded).toEqual(['shop 4000', 'other 3104']);
  expect(counted).toEqual({ taken: 2, unknown: 1, old: 0 });
});

test('given reports of messages that are not here, the log has their codes and words, each once, and no number (I11)', async () => {
  await aDoor({ shop: [] })?.take({}, body('4000', '4000', ...Array.from({ length: 30 }, (_, code) => `x${code}`)));

  expect(logged).toContain('"said":[{"code":"4000","text":"***에 전달"}');
  expect(logged).not.toContain('x25');
  expect(logged).not.toContain('1234');
});

test('given a body that is none of the provider’s, it is refused and nothing is on record', async () => {
  expect(await aDoor({ shop: ['4000'] })?.take({}, Buffer.from('<html>'))).toBe(false);
  expect(recorded).toEqual([]);
});

test('given no secret, or a provider that does not call, there is no door', () => {
  expect(aDoor({}, { adapter: { id: 'sandbox' } })).toBeUndefined();
  expect(
    webhookDoor({
      ...{ adapter: parsing as SendAdapter, secret: undefined, workspaces: async () => ['shop'] },
      record: async () => ({ taken: 0, unknown: [], old: 0 }),
      count: () => {},
      log: openLog('silent', { write: () => {} }),
    }),
  ).toBeUndefined();
});
