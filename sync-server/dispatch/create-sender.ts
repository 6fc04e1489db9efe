import { join } from 'node:path';
import type { Sending } from '../../contract/sending.ts';
import { carriesNotices } from '../../domain/dispatching/notice/carries-notices.ts';
import type { RandomBytes } from '../secret.ts';
import { isLoopback, type KakaoConfig, type SenderConfig } from '../sender-config.ts';
import type { Secrets } from '../store/port/secrets.ts';
import type { Store } from '../store/port/store.ts';
import { type AskOnce, askOnce } from './calling/ask-once.ts';
import { createReadImage } from './calling/product-image.ts';
import { fileSecrets } from './kakao-message/file-secrets.ts';
import { createPostForm } from './kakao-message/kakao-client.ts';
import { type KakaoMessageAdapter, kakaoMessageAdapter } from './kakao-message/kakao-message-adapter.ts';
import { createKakaoTokens } from './kakao-message/kakao-tokens.ts';
import { createSignIn } from './kakao-message/sign-in.ts';
import { tokensIn } from './kakao-message/token-store.ts';
import { nhnAdapter } from './nhn-cloud/nhn-adapter.ts';
import { createNhnClient } from './nhn-cloud/nhn-client.ts';
import type { Capabilities, Health, SendAdapter } from './send-adapter.ts';
import { rulesOf } from './sending-rules.ts';
import { solapiAdapter } from './solapi/solapi-adapter.ts';
import { createSolapiClient } from './solapi/solapi-client.ts';

/** The Kakao app of the shop: sign-ins, and tests to a member's own chat. */
export type KakaoSelf = Readonly<{
  adapter: KakaoMessageAdapter;
  isSignedIn(workspace: string, member: string): Promise<boolean>;
  /** The address for the member's browser. */
  begin(workspace: string, member: string): string;
  /** Whether that signed the member in. */
  finish(state: string, code: string): Promise<boolean>;
  forget(workspace: string, member: string): Promise<void>;
}>;

export type Sender = Readonly<{
  adapter: SendAdapter;
  testPhone?: string;
  kakao?: KakaoSelf;
  /** What a member is told of it; asked of the provider at most every half minute. */
  describe(workspace: string, member: string): Promise<Sending>;
}>;

export type SenderPorts = Readonly<{
  /** Whatever is chosen, tests and first steps go there. */
  sandbox: SendAdapter;
  dataDir: string;
  /** Those that several servers share; files in `dataDir` unless said. */
  secrets?: Secrets | undefined;
  /** Of this machine, epoch ms; moved by hand only beside providers that are on it too. */
  now(): number;
  random: RandomBytes;
  /** Over the network, unless said. */
  ask?: AskOnce | undefined;
  /** Whose friends the pilot writes to. */
  pilotMember: string;
  /** Whether there is an address that the provider may call. */
  webhook: boolean;
  feed: Pick<Store['feed'], 'documents'>;
}>;

/** Whoever is to send, as configured. */
export function createSender(config: SenderConfig, ports: SenderPorts): Sender {
  const kakao = config.kakao && kakaoSelf(config.kakao, ports);
  const adapter = adapterOf(config, ports, kakao);
  const healthOf = remembered((workspace) => adapter.health(workspace), ports.now);
  return {
    adapter,
    ...(config.testPhone !== undefined && { testPhone: config.testPhone }),
    ...(kakao && { kakao }),
    async describe(workspace, member) {
      const { priceKrw, processor } = await rulesOf(ports.feed, workspace);
      const { balanceKrw, ...health } = { balanceKrw: undefined, ...(await healthOf(workspace)) };
      const signedIn = (await kakao?.isSignedIn(workspace, member)) ? 'signedIn' : 'signedOut';
      return {
        provider: adapter.id,
        sandbox: adapter.id === 'sandbox',
        capabilities: { ...shownOf(adapter.capabilities), notices: carriesNotices(adapter.id) },
        health,
        ...(balanceKrw !== undefined && { balanceKrw }),
        priceKrw,
        webhook: ports.webhook && adapter.parseWebhook !== undefined,
        ...(processor && { processor }),
        test: { ...(kakao && { kakao: signedIn }), phone: config.testPhone !== undefined },
      };
    },
  };
}

function adapterOf(config: SenderConfig, { sandbox, now, random, ask = askOnce }: SenderPorts, kakao: KakaoSelf | undefined): SendAdapter {
  switch (config.provider) {
    case 'sandbox':
      return sandbox;
    case 'kakao-message':
      return kakao?.adapter ?? sandbox;
    case 'solapi': {
      const { baseUrl, apiKey, apiSecret, ...channel } = config.solapi;
      const client = createSolapiClient({ baseUrl, keys: { apiKey, apiSecret }, now, random, ask });
      return solapiAdapter({ client, channel, readImage: createReadImage(ask, isLoopback(baseUrl)), now });
    }
    case 'nhn-cloud': {
      const { baseUrl, appKey, secretKey, senderKey, webhookSignature } = config.nhn;
      const client = createNhnClient({ baseUrl, keys: { appKey, secretKey }, ask });
      const signed = webhookSignature !== undefined && { webhookSignature };
      return nhnAdapter({ client, channel: { senderKey }, ...signed, readImage: createReadImage(ask, isLoopback(baseUrl)), now });
    }
  }
}

function kakaoSelf(
  { authUrl, apiUrl, friendsPilot, ...app }: KakaoConfig,
  { dataDir, secrets = fileSecrets(join(dataDir, 'kakao-tokens')), now, random, ask = askOnce, pilotMember }: SenderPorts,
): KakaoSelf {
  const store = tokensIn(secrets);
  const tokens = createKakaoTokens({ app, post: createPostForm(authUrl, ask), store, now });
  const pilotOf = (workspace: string) => ({ workspace, member: pilotMember });
  const adapter = kakaoMessageAdapter({ post: createPostForm(apiUrl, ask), tokens, ...(friendsPilot && { pilotOf }) });
  const signIn = createSignIn({ authUrl, app, tokens, friends: friendsPilot, now, random });
  return {
    adapter,
    isSignedIn: (workspace, member) => tokens.isSignedIn({ workspace, member }),
    begin: (workspace, member) => signIn.begin({ workspace, member }),
    finish: async (state, code) => (await signIn.finish(state, code))?.kind === 'ok',
    forget: (workspace, member) => tokens.forget({ workspace, member }),
  };
}

const shownOf = ({ maxBatch, receipts, addressing, lookUp, window }: Capabilities): Omit<Sending['capabilities'], 'notices'> => ({
  ...{ maxBatch, receipts, addressing, lookUp },
  ...(window && { window }),
});

const freshMs = 30_000;

/** One question a workspace at a time, and its answer for a while: many desks ask, and a provider counts. */
function remembered(ask: (workspace: string) => Promise<Health>, now: () => number): (workspace: string) => Promise<Health> {
  const known = new Map<string, Readonly<{ at: number; health: Promise<Health> }>>();
  return (workspace) => {
    const last = known.get(workspace);
    if (last && now() - last.at < freshMs) return last.health;
    const health = ask(workspace).catch((): Health => ({ ok: false, reason: 'unreachable' }));
    known.set(workspace, { at: now(), health });
    return health;
  };
}
