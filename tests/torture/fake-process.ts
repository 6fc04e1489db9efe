import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from '../../contract/zod.ts';
import type { Shown } from '../fake-kakao/world/ledger.ts';

const Address = z.looseObject({
  url: z.url(),
  solapi: z.looseObject({ apiKey: z.string(), apiSecret: z.string(), pfId: z.string(), from: z.string() }),
});
export type FakeAddress = z.infer<typeof Address>;

const Faults = z.object({ faults: z.array(z.object({ fault: z.looseObject({ kind: z.string() }), struck: z.int() })) });
const Calls = z.object({ counts: z.record(z.string(), z.int()) });

/** The provider and the phones behind it, in a process of its own, and its levers. */
export type FakeProcess = Readonly<{
  address: FakeAddress;
  /** Puts its clock to this time, from where it runs on. */
  setClock(now: number): Promise<void>;
  /** In place of all that were planned; how often each of those has struck. */
  setFaults(faults: readonly object[]): Promise<Readonly<Record<string, number>>>;
  /** How often each address was called, by `face METHOD path`. */
  calls(): Promise<Readonly<Record<string, number>>>;
  reportTo(webhook: string): Promise<void>;
  ledger(): Promise<readonly Shown[]>;
  stop(): Promise<void>;
}>;

export async function startFakeProcess(program: string, seed: string): Promise<FakeProcess> {
  const child = spawn(process.execPath, [program, '--port', '0', '--seed', seed], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  child.stdout.resume();
  const address = Address.parse(JSON.parse(line));
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(new URL(`/__fake/${path}`, address.url), {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`the fake answered ${response.status} to ${method} ${path}`);
    return response.json();
  };
  return {
    address,
    setClock: async (now) => void (await ask('POST', 'clock', { now })),
    async setFaults(faults) {
      const { faults: before } = Faults.parse(await ask('GET', 'faults'));
      await ask('DELETE', 'faults');
      for (const fault of faults) await ask('POST', 'faults', fault);
      return Object.fromEntries(before.map(({ fault, struck }) => [fault.kind, struck]));
    },
    calls: async () => Calls.parse(await ask('GET', 'calls')).counts,
    reportTo: async (url) => void (await ask('PUT', 'webhooks', { solapi: { url } })),
    ledger: async () => ((await ask('GET', 'ledger')) as Readonly<{ entries: readonly Shown[] }>).entries,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
