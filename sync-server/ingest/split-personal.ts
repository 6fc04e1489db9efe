import type { UpEvent, UpKind } from '../../contract/up-event.ts';
import type { EventBody, PersonalPart } from '../store/port/fact.ts';

/** What a person said or may be recognised by, by kind. A product's `name` is the shop's and stays. */
const personalKeys = {
  searched: [],
  questioned: ['message'],
  requested: ['message'],
  identified: ['name', 'phone', 'kakaoUuid'],
  consented: ['evidence'],
  product: [],
} as const satisfies Record<UpKind, readonly string[]>;

/** Parts an event into what the log row keeps and what may be erased later. */
export function splitPersonal(event: UpEvent): Readonly<{ body: EventBody; personal: readonly PersonalPart[] }> {
  const keys: readonly string[] = personalKeys[event.kind];
  const entries = Object.entries(event);
  const said = entries.filter(([key, value]) => keys.includes(key) && value !== undefined);
  const body = Object.fromEntries(entries.filter(([key]) => !keys.includes(key))) as EventBody;
  if (said.length === 0 || !('userId' in event)) return { body, personal: [] };
  return { body, personal: [{ person: event.userId, part: Object.fromEntries(said) as Record<string, string> }] };
}
