import type { ItemState } from '../../../contract/dispatch.ts';
import type { ItemView } from '../../replica/desk.ts';

/** What became of asking the provider. */
export type RequestStatus = 'waiting' | 'handing' | 'asking' | 'accepted' | 'refused' | 'unknown' | 'notSent';

/** What became of it on the phone, as far as anybody has reported it. */
export type ReceiveStatus = 'none' | 'awaited' | 'arrived' | 'arrivedBySms' | 'failed' | 'unknown';

const requestBefore = {
  pending: 'waiting',
  eligible: 'waiting',
  claimed: 'handing',
  prepared: 'handing',
  committed: 'handing',
  ambiguous: 'asking',
  accepted: 'accepted',
  delivered: 'accepted',
  failed: 'refused',
  uncertain: 'unknown',
  skipped: 'notSent',
  cancelled: 'notSent',
  expired: 'notSent',
} as const satisfies Record<ItemState, RequestStatus>;

/** That a provider took a message and that a phone has it are two things: the first stays true when the second fails. */
export function requestStatus({ state, acceptedAt }: Pick<ItemView, 'state' | 'acceptedAt'>): RequestStatus {
  return acceptedAt === undefined ? requestBefore[state] : 'accepted';
}

export function receiveStatus({ state, acceptedAt, via }: Pick<ItemView, 'state' | 'acceptedAt' | 'via'>): ReceiveStatus {
  if (state === 'delivered') return via === 'sms' ? 'arrivedBySms' : 'arrived';
  if (state === 'accepted') return 'awaited';
  if (acceptedAt === undefined) return state === 'uncertain' ? 'unknown' : 'none';
  return state === 'failed' ? 'failed' : 'unknown';
}
