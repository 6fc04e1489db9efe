import { z } from '../../../contract/zod.ts';
import { type Fate, fates, magicPhone } from '../../../sync-server/dispatch/sandbox/magic-number.ts';

/** The sandbox's own, so that a number means the same at the fake and in it. */
export const FateName = z.enum(fates);

/** The same people for the face that knows no phone numbers. */
export const magicUuid = (fate: Fate): string => `magic-uuid-${String(fates.indexOf(fate) + 1).padStart(4, '0')}`;

/** Everybody else's messages are delivered, until somebody says otherwise. */
export class Fates {
  readonly #known = new Map<string, Fate>(
    fates.flatMap((fate) => [
      [magicPhone(fate), fate],
      [magicUuid(fate), fate],
    ]),
  );

  of(recipient: string): Fate {
    return this.#known.get(recipient) ?? 'delivered';
  }

  set(recipient: string, fate: Fate): void {
    this.#known.set(recipient, fate);
  }
}
