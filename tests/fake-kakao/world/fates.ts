import { z } from '../../../contract/zod.ts';

/** What becomes of messages to one recipient, whoever sends them. */
export const fates = [
  'delivered',
  'notFriend',
  'blocked',
  'notKakaoUser',
  /** Shown, but the phone never confirmed it. */
  'uncertain',
  /** KakaoTalk fails; a text message arrives where the sender allowed one. */
  'smsFallback',
  'quota',
  /** Taken and shown; the call that took it is never answered. */
  'acceptThenTimeout',
  /** Shown, and nobody is ever told. */
  'neverReports',
] as const;
export const Fate = z.enum(fates);
export type Fate = z.infer<typeof Fate>;

/** 010-0000-0001 to 010-0000-0009, in the order of `fates`. */
export const magicPhone = (fate: Fate): string => `010${numberOf(fate).padStart(8, '0')}`;
/** The same people for the face that knows no phone numbers. */
export const magicUuid = (fate: Fate): string => `magic-uuid-${numberOf(fate).padStart(4, '0')}`;

const numberOf = (fate: Fate): string => String(fates.indexOf(fate) + 1);

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
