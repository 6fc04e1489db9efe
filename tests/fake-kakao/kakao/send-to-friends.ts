import { z } from '../../../contract/zod.ts';
import { json, type Reply } from '../wire/call.ts';
import { letters } from '../world/new-id.ts';
import type { World } from '../world/world.ts';
import { isOfApp } from './friends.ts';
import { kakaoApp } from './kakao-app.ts';
import { badParameter, kapiError } from './kakao-errors.ts';
import { dailyQuotas, type Quotas } from './quotas.ts';
import type { Screen } from './template.ts';

const mostReceivers = 5;

type Failure = Readonly<{ code: number; msg: string }>;

const failures = {
  notKakaoUser: { code: -501, msg: 'given account is not connected to any talk user.' },
  notFriend: { code: -502, msg: 'receiver is not a friend of the sender.' },
  blocked: { code: -530, msg: 'receiver refuses messages.' },
  sender: { code: -532, msg: 'daily message limit per sender has been exceeded.' },
  receiver: { code: -533, msg: 'daily message limit per receiver has been exceeded.' },
  pair: { code: -536, msg: 'daily message limit per sender and receiver pair has been exceeded.' },
  app: { code: -10, msg: 'API limit has been exceeded.' },
} as const satisfies Record<string, Failure>;

const Receivers = z.array(z.string().nullable());

/** Who is to get it; a refusal where the list cannot be used at all. */
function receiversOf(text: string | null): readonly string[] | Reply {
  const receivers = Receivers.safeParse(parsed(text));
  if (!receivers.success) return badParameter('failed to parse parameter. name=receiver_uuids');
  if (receivers.data.length === 0) return badParameter('receiver_uuids is empty.');
  if (receivers.data.length > mostReceivers) return badParameter(`receiver_uuids can have at most ${mostReceivers} elements.`);
  const uuids = receivers.data.filter((uuid) => uuid !== null && uuid !== '');
  if (uuids.length < receivers.data.length) return badParameter('receiver_uuids contains null or empty.');
  if (uuids.includes(kakaoApp.memberUuid)) return badParameter('receiver and sender are the same.');
  return uuids.every((uuid) => uuid !== null && isOfApp(uuid))
    ? (uuids as string[])
    : badParameter('receiver_uuids contains a uuid that is not of this app.');
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/**
 * One failure of one receiver is an error; of several receivers, those who failed stand beside those who got it, by reason. Nothing that
 * is answered names a message, and nothing is ever reported.
 */
export function sendToFriends(world: World, quotas: Quotas, form: URLSearchParams, screen: Screen): Reply {
  const receivers = receiversOf(form.get('receiver_uuids'));
  if ('status' in receivers) return receivers;
  const failed = new Map<Failure, string[]>();
  for (const uuid of receivers) {
    const failure = failureOf(world, quotas, uuid);
    if (failure) failed.set(failure, [...(failed.get(failure) ?? []), uuid]);
    else showOn(world, uuid, screen);
  }
  const fates = new Set(receivers.map((uuid) => world.fates.of(uuid)));
  if (fates.has('acceptThenTimeout')) return { ...json(200, {}), hangUp: true };
  if (fates.has('uncertain')) return kapiError(400, -603, 'processing timeout');
  const [first] = failed.keys();
  if (receivers.length === 1 && first) return kapiError(400, first.code, first.msg);
  const all = [...failed.values()].flat();
  return json(200, {
    successful_receiver_uuids: receivers.filter((uuid) => !all.includes(uuid)),
    ...(failed.size > 0 && { failure_info: [...failed].map(([failure, uuids]) => ({ ...failure, receiver_uuids: uuids })) }),
  });
}

function failureOf({ fates, clock }: World, quotas: Quotas, uuid: string): Failure | undefined {
  const fate = fates.of(uuid);
  if (fate === 'notFriend' || fate === 'notKakaoUser' || fate === 'blocked') return failures[fate];
  if (fate === 'quota') return failures.receiver;
  const limits = { app: 'app', [`from ${kakaoApp.memberUuid}`]: 'sender', [`to ${uuid}`]: 'receiver', [`pair ${uuid}`]: 'pair' } as const;
  const exceeded = quotas.take(limits, clock.now());
  return exceeded && failures[exceeded];
}

/** To the member's own chat; of the quotas only the app's is counted. */
export function sendToSelf(world: World, quotas: Quotas, screen: Screen): Reply {
  if (quotas.take({ app: 'app' }, world.clock.now())) return kapiError(400, failures.app.code, `${failures.app.msg} (${dailyQuotas.app})`);
  showOn(world, kakaoApp.memberUuid, screen);
  return json(200, { result_code: 0 });
}

function showOn({ ledger, clock, random }: World, recipient: string, { text, cut }: Screen): void {
  ledger.show({
    at: clock.now(),
    face: 'kakao',
    via: 'kakao',
    recipient,
    messageId: letters(random, 16),
    tags: cut ? { warning: 'cut' } : {},
    text,
  });
}
