import type { KakaoMessage } from '../../../contract/dispatch.ts';
import { oneLot } from '../calling/one-lot.ts';
import type { BatchItem, BatchOutcome, ItemResult, SendAdapter, SendError } from '../send-adapter.ts';
import type { PostForm } from './kakao-client.ts';
import { errorOf, errorOfCode } from './kakao-errors.ts';
import { toFriendTemplate, toSelfTemplate } from './kakao-template.ts';
import type { KakaoTokens } from './kakao-tokens.ts';
import { FriendsSent, MemoSent } from './kakao-wire.ts';
import type { Account } from './token-store.ts';

export type KakaoMessagePorts = Readonly<{
  /** To the API. */
  post: PostForm;
  tokens: KakaoTokens;
  /** Whose friends are written to; absent where the pilot is off, and then nobody is. */
  pilotOf?: (workspace: string) => Account;
}>;

/** How a test to oneself ended. */
export type SelfSent = Readonly<{ kind: 'sent' } | { kind: 'failed'; error: SendError }>;

export type KakaoMessageAdapter = SendAdapter & Readonly<{ sendToSelf(account: Account, message: KakaoMessage): Promise<SelfSent> }>;

/** Of `receiver_uuids` in one call. */
const mostFriends = 5;

/**
 * Kakao's message API: a member writes to themselves, or, in the pilot, to friends who use the same app. It has no message id, no
 * receipt, no idempotency and nothing to look up, so an unclear answer is a person's to decide (I7).
 */
export function kakaoMessageAdapter({ post, tokens, pilotOf }: KakaoMessagePorts): KakaoMessageAdapter {
  return {
    id: 'kakao-message',
    capabilities: {
      maxBatch: mostFriends,
      oneMessage: true,
      twoPhase: true,
      idempotency: 'none',
      receipts: 'none',
      addressing: 'kakaoUuid',
      lookUp: false,
    },

    /** The token is renewed here, so that the commit is one call. */
    async prepare({ workspace }) {
      if (!pilotOf) return { kind: 'rejected', error: noPilot };
      const access = await tokens.accessOf(pilotOf(workspace));
      return access.kind === 'ok' ? { kind: 'prepared' } : { kind: 'rejected', error: access.error };
    },

    async commit({ workspace, items }): Promise<BatchOutcome> {
      if (!pilotOf) return { kind: 'rejected', error: noPilot };
      const account = pilotOf(workspace);
      const { lot, later: others } = oneLot(items.filter(isReachable));
      const later = [...others, ...items.filter((item) => !isReachable(item)).map(toUnreachable)];
      const [first] = lot;
      if (!first) return { kind: 'answered', items: later };
      const access = await tokens.accessOf(account);
      if (access.kind !== 'ok') return { kind: 'rejected', error: access.error };
      const uuids = lot.map(({ kakaoUuid = '' }) => kakaoUuid);
      const form = { receiver_uuids: JSON.stringify(uuids), template_object: JSON.stringify(toFriendTemplate(first.message)) };
      const answer = await post('/v1/api/talk/friends/message/default/send', form, FriendsSent, access.accessToken);
      if (answer.kind === 'ok') return { kind: 'answered', items: [...toResults(lot, answer.value), ...later] };
      const error = errorOf(answer);
      if (isSpoiled(error)) await tokens.spoiled(account, access.accessToken);
      return toOutcome(error, lot, later);
    },

    lookUp: async () => 'unknown',

    async health(workspace) {
      if (!pilotOf) return { ok: true };
      return (await tokens.isSignedIn(pilotOf(workspace))) ? { ok: true } : { ok: false, reason: 'auth' };
    },

    async sendToSelf(account, message) {
      const access = await tokens.accessOf(account);
      if (access.kind !== 'ok') return { kind: 'failed', error: access.error };
      const form = { template_object: JSON.stringify(toSelfTemplate(message)) };
      const answer = await post('/v2/api/talk/memo/default/send', form, MemoSent, access.accessToken);
      if (answer.kind === 'ok') return { kind: 'sent' };
      const error = errorOf(answer);
      if (isSpoiled(error)) await tokens.spoiled(account, access.accessToken);
      return { kind: 'failed', error };
    },
  };
}

/** A friend is written to by the id that Kakao gave them; one empty id would have the whole call refused. */
const isReachable = ({ kakaoUuid }: BatchItem): boolean => kakaoUuid !== undefined && kakaoUuid !== '';
const noUuid: SendError = { class: 'recipient_unreachable', code: 'NO_UUID', text: '', mayHaveSent: false };
const toUnreachable = ({ itemId }: BatchItem): ItemResult => ({ itemId, status: 'rejected', error: noUuid });

const noPilot: SendError = { class: 'config', code: 'PILOT_OFF', text: '', mayHaveSent: false };

/** The access token is no longer taken. It is renewed for the next attempt; only if that fails somebody has to sign in. */
const expiredToken = '-401';
const isSpoiled = ({ code }: SendError) => code === expiredToken;

/** To one recipient a failure is the whole answer; to several it stands beside the others'. */
function toOutcome(error: SendError, lot: readonly BatchItem[], later: readonly ItemResult[]): BatchOutcome {
  if (error.mayHaveSent) return { kind: 'ambiguous', error };
  const [only, ...others] = lot;
  if (only && others.length === 0 && error.class.startsWith('recipient_'))
    return { kind: 'answered', items: [{ itemId: only.itemId, status: 'rejected', error }, ...later] };
  return { kind: 'rejected', error: isSpoiled(error) ? { ...error, class: 'transient' } : error };
}

/** Of whom the answer says nothing, nothing is known: they are left out. */
function toResults(lot: readonly BatchItem[], { sentTo, failures }: FriendsSent): ItemResult[] {
  const sent = new Set(sentTo);
  const failed = new Map(
    failures.flatMap(({ code, msg, receiver_uuids }) => receiver_uuids.map((uuid) => [uuid, errorOfCode(code, msg)] as const)),
  );
  return lot.flatMap(({ itemId, kakaoUuid = '' }): ItemResult[] => {
    const error = failed.get(kakaoUuid);
    if (error) return error.mayHaveSent ? [] : [{ itemId, status: 'rejected', error }];
    return sent.has(kakaoUuid) ? [{ itemId, status: 'accepted' }] : [];
  });
}
