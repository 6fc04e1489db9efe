import { type Call, jsonOf, type Reply } from '../wire/call.ts';
import { done, invalid, refused } from './envelope.ts';
import { handOver } from './hand-over.ts';
import { nhnAccount } from './nhn-account.ts';
import { Alimtalk, Freestyle, imagesOf, phoneText, type Recipient } from './nhn-body.ts';
import type { NhnProject, Sent } from './nhn-project.ts';
import { fromSeoul } from './nhn-replies.ts';

const idempotentMs = 10 * 60_000;
const numbers = /^\d{8,12}$/;

type Outline = Pick<Sent, 'kind' | 'chatBubbleType' | 'text' | 'images'> & Readonly<{ templateCode?: string }>;
type Request = Readonly<{
  senderKey: string;
  requestDate?: string | undefined;
  senderGroupingKey?: string | undefined;
  recipientList: readonly Recipient[];
}>;

/** `POST .../freestyle-messages`. */
export function sendFreestyle(project: NhnProject, call: Call): Reply {
  const body = Freestyle.safeParse(jsonOf(call));
  if (!body.success) return invalid(body.error.issues[0]?.message ?? '');
  const { data } = body;
  if (data.recipientList.some(({ targeting }) => targeting !== 'I'))
    return refused(-4029, 'M/N 타입 사용 신청이 되지 않은 발신 프로필입니다.');
  return send(project, data, {
    kind: 'BRAND_MESSAGE_NORMAL',
    chatBubbleType: data.chatBubbleType,
    text: phoneText(data),
    images: imagesOf(data),
  });
}

/** `POST /alimtalk/v2.3/.../messages`; a key used within ten minutes is refused, and its first answer is not given again. */
export function sendAlimtalk(project: NhnProject, call: Call): Reply {
  const body = Alimtalk.safeParse(jsonOf(call));
  if (!body.success) return invalid(body.error.issues[0]?.message ?? '');
  const { templateCode } = body.data;
  if (templateCode !== nhnAccount.templateCode) return invalid('templateCode');
  if (!takeKey(project, call.headers['x-nc-api-idempotency-key'])) return refused(-1005, '이미 요청한 멱등성 키입니다.');
  return send(project, body.data, { kind: 'ALIMTALK_NORMAL', chatBubbleType: 'TEXT', text: templateCode, images: [], templateCode });
}

function takeKey({ keys, world }: NhnProject, key: string | undefined): boolean {
  if (key === undefined) return true;
  const now = world.clock.now();
  const usedAt = keys.get(key);
  if (usedAt !== undefined && now - usedAt <= idempotentMs) return false;
  keys.set(key, now);
  return true;
}

function send(project: NhnProject, request: Request, outline: Outline): Reply {
  const { senderKey, requestDate, senderGroupingKey, recipientList } = request;
  if (senderKey !== nhnAccount.senderKey) return invalid('senderKey');
  const { world } = project;
  const now = world.clock.now();
  const requestedAt = requestDate === undefined ? now : Math.max(fromSeoul(requestDate), now);
  const requestId = project.newRequestId();
  const sendResults = recipientList.map((recipient, index) => {
    const recipientSeq = index + 1;
    const resultCode = codeOf(project, recipient);
    if (resultCode === 0) {
      const about = { requestId, recipientSeq, recipient, requestedAt, createdAt: now, cancelled: false, replaced: false };
      register(project, { ...outline, ...about, ...(senderGroupingKey !== undefined && { senderGroupingKey }) });
    }
    return { recipientSeq, recipientNo: recipient.recipientNo, resultCode, resultMessage: resultCode === 0 ? 'SUCCESS' : 'FAIL' };
  });
  const silent = recipientList.some(({ recipientNo }) => world.fates.of(recipientNo) === 'acceptThenTimeout');
  return { ...done({ message: { requestId, sendResults } }), ...(silent && { hangUp: true }) };
}

function register(project: NhnProject, sent: Sent): void {
  project.sent.push(sent);
  const { clock, timeline } = project.world;
  if (sent.requestedAt > clock.now()) timeline.schedule(sent.requestedAt, () => handOver(project, sent));
  else handOver(project, sent);
}

/** What is known of one recipient at once. */
function codeOf({ world }: NhnProject, { recipientNo }: Recipient): number {
  if (!numbers.test(recipientNo)) return 3008;
  if (world.denials.has(recipientNo)) return -3301;
  return world.fates.of(recipientNo) === 'quota' ? 4138 : 0;
}
