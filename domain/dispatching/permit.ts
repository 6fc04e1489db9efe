import type { FailureCode } from '../../contract/failure.ts';
import type { Person } from '../../contract/person.ts';
import type { Product } from '../../contract/product.ts';
import { hasConsent } from '../consent/newest-consent.ts';

export type Permit = Readonly<{ sendable: true }> | Readonly<{ sendable: false; reason: FailureCode }>;

/**
 * Whether these products may be sent to this person now. Asked when composed and when queued, and again by the server when
 * sent (I8). Only consent counts so far: quiet hours and caps are not known here, so nothing but the sandbox may be configured.
 */
export function permit(person: Person | undefined, products: readonly (Product | undefined)[]): Permit {
  if (!hasConsent(person, 'ad', 'kakao')) return { sendable: false, reason: 'consent.missing' };
  if (!person?.phone && !person?.kakaoUuid) return { sendable: false, reason: 'contact.missing' };
  if (products.some((product) => !product)) return { sendable: false, reason: 'product.unknown' };
  if (products.some((product) => !product?.inStock)) return { sendable: false, reason: 'product.outOfStock' };
  return { sendable: true };
}
