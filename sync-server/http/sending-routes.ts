import type { FastifyInstance } from 'fastify';
import type { Result } from '../../contract/result.ts';
import { KakaoSignIn, Sending, TestSend, TestSent } from '../../contract/sending.ts';
import { z } from '../../contract/zod.ts';
import type { Auth } from './auth.ts';
import { describe } from './describe.ts';
import { HttpFailure, isHttpCode } from './http-failure.ts';
import { jsonOf, parsed } from './request-body.ts';

/** What Kakao's redirect brings: a code, or OAuth's word for why there is none. */
const Callback = z.object({ state: z.string().max(200), code: z.string().max(2_000).optional(), error: z.string().max(200).optional() });

export type SendingPorts = Readonly<{
  auth: Auth;
  sending(workspace: string, member: string): Promise<Sending>;
  sendTest(workspace: string, member: string, asked: TestSend): Promise<Result<TestSent>>;
  /** Absent where no Kakao app is configured. */
  kakao?: Readonly<{
    begin(workspace: string, member: string): string;
    /** Whether the member is signed in now. */
    finish(state: string, code: string): Promise<boolean>;
    forget(workspace: string, member: string): Promise<void>;
  }>;
}>;

/** Who sends, and the sign-in to a member's own Kakao account for tests. */
export function sendingRoutes(app: FastifyInstance, { auth, sending, sendTest, kakao }: SendingPorts): void {
  const route = { tag: 'desk', opens: 'member' } as const;
  const byMember = { onRequest: auth.member };

  const about = describe({
    ...route,
    summary: 'Who sends, what that can do, whether it works now and what is left to pay with',
    answer: Sending,
  });
  app.get('/v1/sending', { ...about, ...byMember }, (request): Promise<Sending> => {
    const { workspace, member } = auth.memberOf(request);
    return sending(workspace, member);
  });

  const test = describe({
    ...route,
    summary: "Sends one message to the member's own chat, else to the shop's test number, else into the sandbox; never to anybody else",
    body: TestSend,
    answer: TestSent,
  });
  app.post('/v1/sending/test', { ...test, ...byMember }, async (request): Promise<TestSent> => {
    const { workspace, member } = auth.memberOf(request);
    const sent = await sendTest(workspace, member, parsed(TestSend, jsonOf(request.body)));
    if (sent.ok) return sent.value;
    throw new HttpFailure(isHttpCode(sent.code) ? sent.code : 'server.failed');
  });

  const signIn = describe({
    ...route,
    summary: "Begins the sign-in to the member's own Kakao account, for tests to their own chat",
    answer: KakaoSignIn,
  });
  app.post('/v1/sending/kakao/sign-in', { ...signIn, ...byMember }, async (request): Promise<KakaoSignIn> => {
    if (!kakao) throw new HttpFailure('request.notFound', 'kakao');
    const { workspace, member } = auth.memberOf(request);
    return { url: kakao.begin(workspace, member) };
  });

  const signOut = describe({ ...route, summary: "Forgets the member's Kakao account" });
  app.post('/v1/sending/kakao/sign-out', { ...signOut, ...byMember }, async (request, reply) => {
    const { workspace, member } = auth.memberOf(request);
    await kakao?.forget(workspace, member);
    return reply.code(204).send();
  });

  const callback = describe({
    tag: 'desk',
    summary: 'Where Kakao sends the browser back to; its state is the proof',
    query: Callback,
    answerType: 'text/plain',
  });
  app.get('/v1/sending/kakao/callback', callback, async (request, reply) => {
    const { state, code } = parsed(Callback, request.query);
    const done = code !== undefined && kakao !== undefined && (await kakao.finish(state, code));
    return reply
      .code(done ? 200 : 400)
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .type('text/plain; charset=utf-8')
      .send(done ? signedIn : notSignedIn);
  });
}

const signedIn = '카카오 계정이 연결됐어요. 이 창은 닫아도 돼요.\nYour Kakao account is connected. You can close this window.\n';
const notSignedIn =
  '카카오 계정을 연결하지 못했어요. Talklens에서 다시 시도해 주세요.\nYour Kakao account was not connected. Please try again from Talklens.\n';
