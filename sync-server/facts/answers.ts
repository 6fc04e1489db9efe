import type { DownMessage } from '../../contract/down-message.ts';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import { sha256Hex } from '../sha-256.ts';
import type { DecisionFact } from '../store/port/fact.ts';
import type { PlacedChatEvent } from './fold-event.ts';
import type { Outgoing } from './outbox-rows.ts';

/** Answers `searched`. */
export const toAccepted = (event: PlacedChatEvent): Outgoing =>
  answer(event, { kind: 'accepted', ...named(event), id: idOf(event.factId, 'accepted') });

/** Answers `questioned` with the lead's total, this question included. */
export const toTrained = (event: PlacedChatEvent, questions: number): Outgoing =>
  answer(event, { kind: 'trained', ...named(event), id: idOf(event.factId, 'trained'), questions });

/** Answers `requested` with what was decided, `"0"` for a refusal (step 6); null while it waits for a person. */
export function toDecided(event: PlacedChatEvent, { factId, body }: DecisionFact): Outgoing | null {
  const reason = body.rule;
  switch (body.is) {
    case 'waiting':
      return null;
    case 'refusals':
      return answer(event, { kind: 'refused', ...named(event), id: idOf(factId, 'refused'), requestType: '0', reason });
    case 'requests':
      return answer(event, { kind: 'approved', ...named(event), id: idOf(factId, 'approved'), requestType: '1', reason });
  }
}

const answer = (event: PlacedChatEvent, message: DownMessage): Outgoing => ({ client: event.by, message, answers: event.position });

const named = ({ body: { eventId, chatId, userId, productId } }: PlacedChatEvent) => ({ eventId, chatId, userId, productId });

/** `messageId` of the domain, by the machine's own SHA-256: every chat event has an answer. */
const idOf = (factId: string, kind: DownMessage['kind']) => sha256Hex(canonicalJson([factId, kind, '']));
