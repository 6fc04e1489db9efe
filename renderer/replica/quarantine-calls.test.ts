import { expect, test } from 'vitest';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Api } from './api.ts';
import { quarantineCalls } from './quarantine-calls.ts';

/** An api that notes what it is asked for. */
function answering(answer: Result<unknown>) {
  const asked: (readonly unknown[])[] = [];
  const api = {
    get: async (path: string) => {
      asked.push([path]);
      return answer;
    },
    post: async (path: string, body: unknown) => {
      asked.push([path, body]);
      return answer;
    },
  } as Pick<Api, 'get' | 'post'>;
  return { asked, calls: quarantineCalls(api) };
}

test('given a filter, only what is asked for is in the address', async () => {
  const { asked, calls } = answering(ok({ packets: [] }));

  await calls.packets({});
  await calls.packets({ client: 'chatbot', code: 'event.schema', before: 7 });

  expect(asked).toEqual([['/v1/quarantine'], ['/v1/quarantine?client=chatbot&code=event.schema&before=7']]);
});

test('given a message, it is sent again as it is or with the corrected event, or thrown away', async () => {
  const { asked, calls } = answering(ok({ status: 'stored' }));

  await calls.replayPacket('a1');
  await calls.replayPacket('a1', { kind: 'searched' });
  await calls.discardPacket('a1');

  expect(asked).toEqual([
    ['/v1/quarantine/a1/replay', {}],
    ['/v1/quarantine/a1/replay', { event: { kind: 'searched' } }],
    ['/v1/quarantine/a1/discard', {}],
  ]);
});

test('given a server that refuses or is away, the call rejects with its code', async () => {
  const { calls } = answering(failed('quarantine.unknown'));

  await expect(calls.packet('a1')).rejects.toMatchObject({ code: 'quarantine.unknown' });
});
