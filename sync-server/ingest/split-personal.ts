import type { UpEvent } from '../../contract/up-event.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { EventBody, PersonalPart } from '../store/port/fact.ts';

type Split = Readonly<{ body: EventBody; personal: readonly PersonalPart[] }>;

const nothing: readonly PersonalPart[] = [];

/**
 * Parts an event into what the log row keeps and what may be erased later: what a person said or may be recognised by. A product's
 * `name` is the shop's and stays.
 */
export function splitPersonal(event: UpEvent): Split {
  switch (event.kind) {
    case 'searched':
    case 'product':
      return { body: event, personal: nothing };
    case 'questioned':
    case 'requested': {
      const { message, ...body } = event;
      return { body, personal: [{ person: event.userId, part: { message } }] };
    }
    case 'identified': {
      const { name, phone, kakaoUuid, ...body } = event;
      return { body, personal: ofPerson(event.userId, { name, phone, kakaoUuid }) };
    }
    case 'consented': {
      const { evidence, ...body } = event;
      return { body, personal: [{ person: event.userId, part: { evidence } }] };
    }
    default:
      return unreachable(event);
  }
}

/** No part where nothing was said. */
function ofPerson(person: string, said: Readonly<Record<string, string | undefined>>): readonly PersonalPart[] {
  const entries = Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return entries.length === 0 ? nothing : [{ person, part: Object.fromEntries(entries) }];
}
