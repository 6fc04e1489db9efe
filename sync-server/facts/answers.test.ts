import { expect, test } from 'vitest';
import { messageId } from '../../domain/identity/ids.ts';
import { aSearchFact } from '../store/testing/build-fact.ts';
import { toAccepted, toTrained } from './answers.ts';
import type { PlacedChatEvent } from './fold-event.ts';

test('given an answer, its id is the one that the domain gives', () => {
  const event = { ...aSearchFact(), position: 1 } as PlacedChatEvent;

  expect(toAccepted(event).message.id).toBe(messageId(event.factId, 'accepted'));
  expect(toTrained(event, 1).message.id).toBe(messageId(event.factId, 'trained'));
});
