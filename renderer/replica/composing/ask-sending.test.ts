import { BehaviorSubject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { failed, ok } from '../../../contract/result.ts';
import type { Sending } from '../../../contract/sending.ts';
import type { SendingView } from '../desk.ts';
import { askSending } from './ask-sending.ts';

type Needs = Parameters<typeof askSending>[0];
type State = Needs['state$'] extends { value: infer V } ? V : never;

const sandbox: Sending = {
  ...{ provider: 'sandbox', sandbox: true, health: { ok: true }, priceKrw: 30, webhook: false, test: { phone: false } },
  capabilities: { maxBatch: 100, receipts: 'webhook+poll', addressing: 'phone', lookUp: true, notices: true },
};
const solapi: Sending = { ...sandbox, provider: 'solapi', sandbox: false, balanceKrw: 2_000 };

/** A server that says `answers` one after another, and a notebook that remembers. */
function aQuestion(answers: readonly (Sending | undefined)[], remembered?: SendingView) {
  const state$ = new BehaviorSubject<State>({ kind: 'connected' } as State);
  const noted: unknown[] = [];
  const signals: AbortSignal[] = [];
  const get = async (_path: string, _schema: unknown, signal: AbortSignal) => {
    const answer = answers[signals.push(signal) - 1];
    return answer ? ok(answer) : failed('server.unreachable');
  };
  const needs = {
    notebook: {
      read: () => ({ ...(remembered && { sending: remembered }) }),
      note: async (page: unknown) => void noted.push(page),
    },
    ...{ api: { get }, state$, now: () => Date.now() },
  } as unknown as Needs;
  const heard: (SendingView | undefined)[] = [];
  const subscription = askSending(needs).subscribe((one) => heard.push(one));
  return { state$, noted, heard, signals, subscription };
}

beforeEach(() => vi.useFakeTimers({ now: 1_000 }));
afterEach(() => vi.useRealTimers());

describe('what messages travel by', () => {
  test('given an answer from before, it is said at once with its age, and the new one when it comes', async () => {
    const { heard } = aQuestion([solapi], { ...sandbox, at: 7 });

    expect(heard).toEqual([{ ...sandbox, at: 7 }]);
    await vi.advanceTimersByTimeAsync(0);

    expect(heard.at(-1)).toEqual({ ...solapi, at: 1_000 });
  });

  test('given a desk that never heard, it says so instead of guessing', () => {
    expect(aQuestion([]).heard).toEqual([undefined]);
  });

  test('given an answer, it is noted, so that it is known offline', async () => {
    const { noted } = aQuestion([solapi]);
    await vi.advanceTimersByTimeAsync(0);

    expect(noted).toEqual([{ sending: { ...solapi, at: 1_000 } }]);
  });

  test('given no connection, nobody is asked; with it, at once and again every minute', async () => {
    const { state$, signals } = aQuestion([sandbox, sandbox, sandbox]);
    state$.next({ kind: 'offline' } as State);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(signals).toHaveLength(0);

    state$.next({ kind: 'connected' } as State);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(signals).toHaveLength(2);
  });

  test('given a question that fails, the last answer stands and it is asked again', async () => {
    const { heard } = aQuestion([undefined, solapi], { ...sandbox, at: 7 });
    await vi.advanceTimersByTimeAsync(0);
    expect(heard).toHaveLength(1);

    await vi.advanceTimersByTimeAsync(60_000);

    expect(heard.at(-1)?.provider).toBe('solapi');
  });

  test('given nobody who looks any more, the open question is given up', async () => {
    const { signals, subscription } = aQuestion([solapi]);
    vi.advanceTimersByTime(0);

    subscription.unsubscribe();

    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});
