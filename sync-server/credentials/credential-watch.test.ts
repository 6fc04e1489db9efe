import { pino } from 'pino';
import { Subject } from 'rxjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCredentialWatch } from './credential-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const connections = 256;
const awayMs = 100;

const kim = { workspace: 'shop', kind: 'client', name: 'kim' } as const;

/** A watch over secrets that are changed by hand; `kim` was let in by `h1`. */
function aWatch() {
  const secrets = new Map([['kim', 'h1']]);
  const failing = { is: false };
  const changed$ = new Subject<string>();
  const watch = createCredentialWatch({
    credentials: {
      secretHash: async ({ name }) => {
        if (failing.is) throw new Error('no connection');
        return secrets.get(name);
      },
    },
    changed$,
    log: pino({ level: 'silent' }),
  });
  let ended = 0;
  const forget = watch.watch({ ...kim, secretHash: 'h1' }, () => {
    ended += 1;
  });
  return { secrets, failing, changed$, watch, forget, ended: () => ended };
}

const settled = () => vi.advanceTimersByTimeAsync(0);

test('given another secret, or none any more, what it opened is ended once', async () => {
  const { secrets, changed$, ended } = aWatch();
  await settled();
  changed$.next('shop');
  await settled();
  expect(ended()).toBe(0);

  secrets.set('kim', 'h2');
  changed$.next('shop');
  changed$.next('shop');
  await settled();

  expect(ended()).toBe(1);
});

test('given a change in another workspace, nobody is looked at', async () => {
  const { secrets, changed$, ended } = aWatch();
  await settled();

  secrets.delete('kim');
  changed$.next('other');
  await settled();

  expect(ended()).toBe(0);
});

test('given a secret that changed between the look that let somebody in and the watch, they do not stay', async () => {
  const { watch } = aWatch();
  let ended = false;

  watch.watch({ ...kim, secretHash: 'h0' }, () => {
    ended = true;
  });
  await settled();

  expect(ended).toBe(true);
});

test('given a store that fails when it is asked, it is asked again each second until it answers', async () => {
  const { secrets, failing, changed$, ended } = aWatch();
  await settled();
  failing.is = true;
  secrets.delete('kim');
  changed$.next('shop');
  await vi.advanceTimersByTimeAsync(2_500);
  expect(ended()).toBe(0);

  failing.is = false;
  await vi.advanceTimersByTimeAsync(1_000);

  expect(ended()).toBe(1);
});

test('given many connections and a database that is far away, the one whose secret changed is ended within five seconds', async () => {
  const changed$ = new Subject<string>();
  const secrets = { of: (_name: string) => 'h1' };
  const secretHash = ({ name }: { name: string }) => new Promise<string>((resolve) => setTimeout(() => resolve(secrets.of(name)), awayMs));
  const { watch } = createCredentialWatch({ credentials: { secretHash }, changed$, log: pino({ level: 'silent' }) });
  const ended: string[] = [];
  for (let number = 0; number < connections; number++) {
    const name = `client-${number}`;
    watch({ ...kim, name, secretHash: 'h1' }, () => void ended.push(name));
  }
  await vi.advanceTimersByTimeAsync(awayMs);

  secrets.of = (name) => (name === `client-${connections - 1}` ? 'h2' : 'h1');
  changed$.next('shop');
  await vi.advanceTimersByTimeAsync(4_000);

  expect(ended).toEqual([`client-${connections - 1}`]);
});

test('given what has ended by itself, or a watch that was stopped, nothing is ended', async () => {
  const left = aWatch();
  const stopped = aWatch();
  await settled();

  left.forget();
  stopped.watch.stop();
  for (const { secrets, changed$ } of [left, stopped]) {
    secrets.delete('kim');
    changed$.next('shop');
  }
  await settled();

  expect([left.ended(), stopped.ended()]).toEqual([0, 0]);
});
