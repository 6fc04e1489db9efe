import { html, type Reply } from '../wire/call.ts';
import type { Face } from '../wire/face.ts';
import type { CallFault, Fault } from './fault.ts';

/** What the caller sees of a call. */
export type Delivery =
  | Readonly<{ kind: 'answer'; reply: Reply }>
  /** The connection stays open and nothing ever comes. */
  | Readonly<{ kind: 'silence' }>
  | Readonly<{ kind: 'reset' }>
  | Readonly<{ kind: 'answerAfter'; ms: number; reply: Reply }>;

export type Struck = Readonly<{
  fault: Fault & Readonly<{ kind: CallFault }>;
  face: Face;
  /** Does what the call asks for. */
  work: () => Reply;
  later(ms: number, run: () => void): void;
}>;

const answer = (reply: Reply): Delivery => ({ kind: 'answer', reply });

/** A call that a fault has struck: whether it is done, and what its caller hears of it. */
export function strike({ fault, face, work, later }: Struck): Delivery {
  switch (fault.kind) {
    case 'acceptThenTimeout':
      work();
      return { kind: 'silence' };
    case 'acceptThenReset':
      work();
      return { kind: 'reset' };
    case 'acceptThen502':
      work();
      return answer(html(502, '502 Bad Gateway'));
    case 'acceptLate':
      later(fault.ms, work);
      return { kind: 'silence' };
    case 'processingTimeout':
      work();
      return answer(face.timedOutInside());
    case 'truncatedJson':
      return answer(truncated(work()));
    case 'htmlPage':
      work();
      return answer(html(200, '점검 중입니다'));
    case 'emptyBody':
      return answer({ ...work(), status: 200, body: '' });
    case 'slow':
      return { kind: 'answerAfter', ms: fault.ms, reply: face.unavailable() };
    case 'reset':
      return { kind: 'reset' };
    case 'tooManyRequests':
      return answer(withHeader(face.tooMany(), 'retry-after', String(fault.retryAfterS)));
    case 'unavailable':
      return answer(face.unavailable());
    case 'keyRevoked':
      return answer(face.revoked());
  }
}

const truncated = (reply: Reply): Reply => ({ ...reply, body: reply.body.slice(0, Math.ceil(reply.body.length / 2)) });

const withHeader = (reply: Reply, name: string, value: string): Reply => ({ ...reply, headers: { ...reply.headers, [name]: value } });
