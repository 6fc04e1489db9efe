import { BehaviorSubject, firstValueFrom, Observable } from 'rxjs';
import { afterEach, expect, test } from 'vitest';
import { connectDesk, type DeskWorker } from './connect-desk.ts';
import type { ReplicaStatus } from './desk/replica-status.ts';
import type { Desk } from './desk.ts';
import { DeskError } from './desk-error.ts';
import type { MessageEnd } from './desk-messages.ts';
import { serveDesk } from './serve-desk.ts';
import { until } from './testing/a-desk.ts';

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

const offline: ReplicaStatus = { connection: 'offline', waiting: 0, persisted: false };

/** A desk of which a test needs only some methods, spoken to over a real message channel. */
function overChannel(some: Partial<Desk>): Desk {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  serveDesk({ status$: new BehaviorSubject(offline), ...some } as Desk, port1 as unknown as MessageEnd);
  port1.start();
  port2.start();
  return connectDesk(port2 as unknown as DeskWorker);
}

test('given a call, its answer and its failure come back, the failure as a code', async () => {
  const desk = overChannel({
    patch: async (selection) => ({ undoes: 'x', leads: selection.kind === 'ids' ? selection.ids.length : 0 }),
    undo: () => Promise.reject(new DeskError('replica.openElsewhere')),
  });

  expect(await desk.patch({ kind: 'ids', ids: ['39~001'] }, [])).toEqual({ undoes: 'x', leads: 1 });
  await expect(desk.undo({ undoes: 'x' })).rejects.toMatchObject({ code: 'replica.openElsewhere' });
});

test('given a stream, letting go of it ends it in the worker too', async () => {
  let ended = false;
  const desk = overChannel({
    members$: () =>
      new Observable((subscriber) => {
        subscriber.next(['owner']);
        return () => {
          ended = true;
        };
      }),
  });

  expect(await firstValueFrom(desk.members$())).toEqual(['owner']);

  await expect.poll(() => ended).toBe(true);
});

test('given a thousand values within a frame, the first and the newest are said', async () => {
  const values$ = new BehaviorSubject<readonly string[]>(['0']);
  const desk = overChannel({ members$: () => values$ });
  const heard: string[] = [];
  const watching = desk.members$().subscribe(([value]) => void heard.push(value as string));
  await expect.poll(() => heard).toEqual(['0']);

  for (let i = 1; i <= 1_000; i++) values$.next([String(i)]);

  await expect.poll(() => heard.at(-1)).toBe('1000');
  expect(heard.length).toBeLessThan(20);
  watching.unsubscribe();
});

test('given a page that was granted persistence, the status says so', async () => {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  serveDesk({ status$: new BehaviorSubject(offline) } as unknown as Desk, port1 as unknown as MessageEnd);
  const desk = connectDesk(port2 as unknown as DeskWorker, { persist: async () => true });
  port1.start();
  port2.start();

  expect(await until(desk.status$, ({ persisted }) => persisted)).toMatchObject({ connection: 'offline' });
});

test('given a worker that died, the status says so and calls fail instead of hanging', async () => {
  let die: (event: never) => void = () => undefined;
  const worker: DeskWorker = {
    postMessage: () => undefined,
    addEventListener: (type, listen) => {
      if (type === 'error') die = listen;
    },
  };
  const desk = connectDesk(worker);
  const hanging = desk.syncNow();

  die({} as never);

  await expect(hanging).rejects.toMatchObject({ code: 'replica.storage' });
  await expect(desk.syncNow()).rejects.toMatchObject({ code: 'replica.storage' });
  expect(await firstValueFrom(desk.status$)).toMatchObject({ connection: 'failed' });
});
