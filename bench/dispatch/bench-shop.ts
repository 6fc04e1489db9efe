import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { monotonicFactory } from 'ulid';
import type { ItemState } from '../../contract/dispatch.ts';
import { type ServerProcess, startServerProcess } from '../../tests/crash/server-process.ts';
import { readFirstClient, readOwner } from '../../tests/simulate/local-server.ts';
import { elapsed } from '../../tests/simulate/pace.ts';
import { seededRandom } from '../../tests/simulate/random.ts';
import { openItems } from '../../tests/torture/open-items.ts';
import { carryOut, type Line, openShop, userName } from '../../tests/torture/shop.ts';

/** Monday noon in Seoul: the shop may send. */
export const noon = Date.UTC(2026, 10, 23, 3);
export const recipientsOfOne = 500;
const lookEveryMs = 50;
const patienceMs = 120_000;

/** The built programs stand beside the benchmark's. */
export const program = (name: string): string => join(dirname(resolve(process.argv[1] ?? '')), `${name}.cjs`);

/** The server as shipped, with so many people who agreed and nothing sent yet. */
export type BenchShop = Readonly<{
  server: ServerProcess;
  /** Asks for a dispatch to the `part`th 500 of the people; resolves to how long the answer took, ms. */
  request(part: number, change?: Readonly<{ sendAt: number; expiresAt: number }>): Promise<number>;
  /** Resolves when so many items stand in a state. */
  until(state: ItemState, count: number): Promise<void>;
  close(): Promise<void>;
}>;

export async function openBenchShop(
  people: number,
  env: Readonly<Record<string, string>> = {},
  imageUrl = 'https://shop.example',
): Promise<BenchShop> {
  const folder = await mkdtemp(join(tmpdir(), 'talklens-bench-'));
  const settings = { TALKLENS_FAKE_NOW: String(noon), ...env };
  const server = await startServerProcess({ program: program('server'), dataDir: folder, env: settings });
  const line: Line = { owner: (await readOwner(folder)).token, client: await readFirstClient(folder), url: () => server.httpUrl };
  const newUlid = monotonicFactory();
  await openShop(
    line,
    { people, products: 1 },
    { imageUrl, startsAt: noon, random: seededRandom('bench', people), newId: () => newUlid(noon) },
  );
  return {
    server,
    async request(part, change = { sendAt: noon, expiresAt: noon + 86_400_000 }) {
      const recipients = Array.from({ length: recipientsOfOne }, (_, index) => ({
        userId: userName(part * recipientsOfOne + index),
        productIds: ['p0'],
      }));
      const startedAt = performance.now();
      await carryOut(line, { id: newUlid(noon), issuedAt: noon, act: { kind: 'requestDispatch', recipients, ...change } });
      return performance.now() - startedAt;
    },
    async until(state, count) {
      const giveUpAt = performance.now() + patienceMs;
      for (;;) {
        const states = await openItems(server.httpUrl, line.owner);
        if ((states[state] ?? 0) >= count) return;
        if (performance.now() > giveUpAt) throw new Error(`${count} items should be ${state}, and they are ${JSON.stringify(states)}`);
        await elapsed(lookEveryMs);
      }
    },
    async close() {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
