import { type FakeOptions, FakeProvider } from './fake-provider.ts';
import { kakaoApp } from './kakao/kakao-app.ts';
import { nhnAccount } from './nhn/nhn-account.ts';
import { account } from './solapi/account.ts';
import { postWebhook } from './webhooks/post-webhook.ts';
import type { Webhook } from './webhooks/webhook-queue.ts';
import { serve } from './wire/serve.ts';

/** What one shop needs to know to use the fake: where it is, and its keys there. */
export type FakeAddress = Readonly<{ url: string; solapi: typeof account; nhn: typeof nhnAccount; kakao: typeof kakaoApp }>;

export type RunningFake = Readonly<{ address: FakeAddress; provider: FakeProvider; stop(): Promise<void> }>;

/** The longest that Node's timers can wait. */
const longestTimerMs = 2 ** 31 - 1;

/** Starts the fake on loopback; port 0 takes a free one. Reports go out by the fake's own clock. */
export async function startFakeKakao(options: FakeOptions & Readonly<{ port: number }>): Promise<RunningFake> {
  const provider = new FakeProvider(options);
  const { clock, timeline, webhooks, settings } = provider.world;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const post = async (webhook: Webhook) => {
    const answered = await postWebhook(webhook);
    const again = answered ? undefined : webhooks.failed(webhook);
    if (answered) webhooks.succeeded();
    if (again) timeline.schedule(clock.now() + settings.webhookRetryMs, () => webhooks.again(again));
    pump();
  };

  /** After whatever may have moved the clock or added to what is due. */
  const pump = () => {
    if (stopped) return;
    for (const webhook of provider.runDue()) void post(webhook);
    clearTimeout(timer);
    const { nextAt } = timeline;
    if (nextAt !== undefined && !clock.frozen) timer = setTimeout(pump, Math.min(Math.max(nextAt - clock.now(), 0), longestTimerMs));
    timer?.unref();
  };

  const answer: FakeProvider['answer'] = (call) => {
    const delivery = provider.answer(call);
    pump();
    return delivery;
  };
  const serving = await serve(options.port, answer, () => clock.now());
  return {
    address: { url: serving.url, solapi: account, nhn: nhnAccount, kakao: kakaoApp },
    provider,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await serving.close();
    },
  };
}
