import { expect, test } from 'vitest';
import { createPacketGuard } from '../../../sync-server/broker/packet-guard.ts';
import { seededRandom } from '../../simulate/random.ts';
import { sessionOf } from './session-bytes.ts';

const clients = [{ workspace: 'shop', client: 'one', secret: 'secret' }];
const sessions = (seed: string) => Array.from({ length: 300 }, (_, number) => sessionOf(clients, seededRandom(seed, number)));

test('given the same seed, the same sessions are made; given another, others', () => {
  expect(sessions('a')).toEqual(sessions('a'));
  expect(sessions('a')).not.toEqual(sessions('b'));
});

test('given many sessions, some get past the guard with every byte, and some are refused by it', () => {
  const outcomes = sessions('a').map(({ pieces }) => createPacketGuard().take(Buffer.concat(pieces)) instanceof Buffer);

  expect(outcomes.filter((passed) => passed).length).toBeGreaterThan(50);
  expect(outcomes.filter((passed) => !passed).length).toBeGreaterThan(50);
});
