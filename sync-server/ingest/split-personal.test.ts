import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyUpEvent } from '../../contract/testing/arbitrary-event.ts';
import type { UpEvent, UpKind } from '../../contract/up-event.ts';
import { splitPersonal } from './split-personal.ts';

/** What a person said or may be recognised by, by kind. */
const personal: Readonly<Record<UpKind, readonly string[]>> = {
  searched: [],
  questioned: ['message'],
  requested: ['message'],
  identified: ['name', 'phone', 'kakaoUuid'],
  consented: ['evidence'],
  product: [],
};
const isPersonal = (event: UpEvent) => (key: string) => personal[event.kind].includes(key);

test('given any event, what is personal stands apart, and both together are the event', () => {
  fc.assert(
    fc.property(anyUpEvent, (event) => {
      const { body, personal: parts } = splitPersonal(event);

      expect(Object.keys(body).filter(isPersonal(event))).toEqual([]);
      expect(parts.flatMap(({ part }) => Object.keys(part)).filter((key) => !isPersonal(event)(key))).toEqual([]);
      expect(Object.assign({}, body, ...parts.map(({ part }) => part))).toEqual(event);
      expect(parts.map(({ person }) => person)).toEqual(parts.length === 0 ? [] : ['userId' in event && event.userId]);
    }),
  );
});
