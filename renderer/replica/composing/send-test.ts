import { KakaoSignIn, TestSent } from '../../../contract/sending.ts';
import type { Answered, Api } from '../api.ts';
import type { Desk } from '../desk.ts';
import { DeskError } from '../desk-error.ts';

/** Asks the server for a test to whoever works at this desk, and for the way to their own Kakao account. */
export const sendTestOver = (api: Pick<Api, 'post'>): Pick<Desk, 'sendTest' | 'connectKakao'> => ({
  sendTest: async (asked) => valueIn(await api.post('/v1/sending/test', asked, TestSent, ownDeadline())),
  connectKakao: async () => valueIn(await api.post('/v1/sending/kakao/sign-in', {}, KakaoSignIn, ownDeadline())).url,
});

/** The api gives up by itself. */
const ownDeadline = () => new AbortController().signal;

function valueIn<T>(answer: Answered<T>): T {
  if (!answer.ok) throw new DeskError(answer.code);
  return answer.value;
}
