import type { Person } from '../../../contract/person.ts';
import { aPerson, aProduct } from '../../../contract/testing/build-document.ts';
import { defaultSendingRules } from '../default-rules.ts';
import type { PermitBasis } from '../permit.ts';

export const dayMs = 86_400_000;
/** A time in Seoul. */
export const seoul = (text: string): number => Date.parse(`${text}+09:00`);
export const noon = seoul('2026-11-23T12:00');

export const ad = (granted: boolean, at: number) => ({
  ...({ purpose: 'ad', channel: 'kakao' } as const),
  ...{ granted, at, factId: `ad-${granted}-${at}` },
});

/** Somebody who agreed the day before noon, and can be reached. */
export const consenting = (change: Partial<Person> = {}): Person => aPerson({ consents: [ad(true, noon - dayMs)], ...change });

export const phone = (value: string) => ({ value, at: 0, factId: 'a' });

/** One who may be sent one product, in the sandbox. */
export const aBasis = (change: Partial<PermitBasis> = {}): PermitBasis => ({
  ...{ person: consenting(), sameNumber: [], products: [aProduct()], policy: defaultSendingRules, sent: [] },
  ...{ channel: 'kakao_brand', sameNumberBefore: false, repeatAllowed: false, sandbox: true },
  ...change,
});

export const sentAt = (at: number, productId = '009') => ({ at, productIds: [productId], state: 'accepted' as const });
export const rules = (change: Partial<PermitBasis['policy']>) => ({ ...defaultSendingRules, ...change });
/** What a sender has to say of itself. */
export const named = { senderName: '톡렌즈 옷가게', senderContact: '02-123-4567', freeOptOut: '080-123-4567' };
