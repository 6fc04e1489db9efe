import type { AdapterId } from '../contract/dispatch.ts';
import { adapterIds } from '../contract/dispatch.ts';
import { z } from '../contract/zod.ts';

const Word = z.string().min(1);
const Flag = z.enum(['0', '1']).default('0');
/** Where a provider is. Plain only on this machine itself, as beside the fake. */
const Address = z.url({ protocol: /^https?$/ }).refine((url) => url.startsWith('https:') || isLoopback(url));

/** What the environment may say of sending. Keys are never logged, and never leave the server (I11). */
export const senderVariables = {
  TALKLENS_SENDER: z.enum(adapterIds).default('sandbox'),
  /** A file with the variables below, which only its owner can read, for whoever does not want keys in the environment. */
  TALKLENS_SENDER_KEYS_FILE: Word.optional(),
  /** A number of the shop's own, which a test send goes to. */
  TALKLENS_TEST_PHONE: Word.optional(),
  TALKLENS_SOLAPI_URL: Address.default('https://api.solapi.com'),
  TALKLENS_SOLAPI_API_KEY: Word.optional(),
  TALKLENS_SOLAPI_API_SECRET: Word.optional(),
  TALKLENS_SOLAPI_PF_ID: Word.optional(),
  TALKLENS_SOLAPI_FROM: Word.optional(),
  TALKLENS_NHN_URL: Address.default('https://kakaotalk-bizmessage.api.nhncloudservice.com'),
  TALKLENS_NHN_APP_KEY: Word.optional(),
  TALKLENS_NHN_SECRET_KEY: Word.optional(),
  TALKLENS_NHN_SENDER_KEY: Word.optional(),
  TALKLENS_NHN_WEBHOOK_SIGNATURE: Word.optional(),
  TALKLENS_KAKAO_AUTH_URL: Address.default('https://kauth.kakao.com'),
  TALKLENS_KAKAO_API_URL: Address.default('https://kapi.kakao.com'),
  TALKLENS_KAKAO_REST_KEY: Word.optional(),
  TALKLENS_KAKAO_CLIENT_SECRET: Word.optional(),
  TALKLENS_KAKAO_REDIRECT_URI: Address.optional(),
  TALKLENS_KAKAO_FRIENDS_PILOT: Flag,
};

const SenderVariables = z.object(senderVariables);
type Said = z.infer<typeof SenderVariables>;

export type SolapiConfig = Readonly<{
  baseUrl: string;
  apiKey: string;
  apiSecret: string;
  pfId: string;
  from: string;
}>;
export type NhnConfig = Readonly<{ baseUrl: string; appKey: string; secretKey: string; senderKey: string; webhookSignature?: string }>;
export type KakaoConfig = Readonly<{
  authUrl: string;
  apiUrl: string;
  restKey: string;
  clientSecret?: string;
  redirectUri: string;
  friendsPilot: boolean;
}>;

export type SenderConfig = Readonly<{
  testPhone?: string;
  /** Beside any provider: a member may send a test to their own chat. */
  kakao?: KakaoConfig;
}> &
  (
    | Readonly<{ provider: 'sandbox' | 'kakao-message' }>
    | Readonly<{ provider: 'solapi'; solapi: SolapiConfig }>
    | Readonly<{ provider: 'nhn-cloud'; nhn: NhnConfig }>
  );

/** Thrown with the variable that is missing; a half configuration is never started with. */
export class IncompleteSender extends Error {
  readonly variable: string;

  constructor(variable: string) {
    super(variable);
    this.variable = variable;
  }
}

/** Whoever sends, and with what. */
export function toSenderConfig(said: Said): SenderConfig {
  const kakao = toKakao(said);
  const common = { ...(said.TALKLENS_TEST_PHONE !== undefined && { testPhone: said.TALKLENS_TEST_PHONE }), ...(kakao && { kakao }) };
  switch (said.TALKLENS_SENDER) {
    case 'solapi':
      return { ...common, provider: 'solapi', solapi: toSolapi(said) };
    case 'nhn-cloud':
      return { ...common, provider: 'nhn-cloud', nhn: toNhn(said) };
    default:
      return { ...common, provider: said.TALKLENS_SENDER };
  }
}

/** Whether nothing can leave this machine: beside it a clock may be moved. */
export const staysHere = (sender: SenderConfig): boolean => addressesOf(sender).every(isLoopback);

function addressesOf(sender: SenderConfig): readonly string[] {
  const kakao = sender.kakao ? [sender.kakao.apiUrl] : [];
  if (sender.provider === 'solapi') return [sender.solapi.baseUrl, ...kakao];
  return sender.provider === 'nhn-cloud' ? [sender.nhn.baseUrl, ...kakao] : kakao;
}

const loopback = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/;

export const isLoopback = (url: string): boolean => loopback.test(url);

type Name = keyof Said;

function needed(said: Said, name: Name): string {
  const value = said[name];
  if (value === undefined) throw new IncompleteSender(name);
  return value;
}

const toSolapi = (said: Said): SolapiConfig => ({
  baseUrl: said.TALKLENS_SOLAPI_URL,
  apiKey: needed(said, 'TALKLENS_SOLAPI_API_KEY'),
  apiSecret: needed(said, 'TALKLENS_SOLAPI_API_SECRET'),
  pfId: needed(said, 'TALKLENS_SOLAPI_PF_ID'),
  from: needed(said, 'TALKLENS_SOLAPI_FROM'),
});

const toNhn = (said: Said): NhnConfig => ({
  baseUrl: said.TALKLENS_NHN_URL,
  appKey: needed(said, 'TALKLENS_NHN_APP_KEY'),
  secretKey: needed(said, 'TALKLENS_NHN_SECRET_KEY'),
  senderKey: needed(said, 'TALKLENS_NHN_SENDER_KEY'),
  ...(said.TALKLENS_NHN_WEBHOOK_SIGNATURE !== undefined && { webhookSignature: said.TALKLENS_NHN_WEBHOOK_SIGNATURE }),
});

const kakaoNames = [
  'TALKLENS_KAKAO_REST_KEY',
  'TALKLENS_KAKAO_CLIENT_SECRET',
  'TALKLENS_KAKAO_REDIRECT_URI',
] as const satisfies readonly Name[];

/** Absent where nothing is said of it, unless it is what sends. */
function toKakao(said: Said): KakaoConfig | undefined {
  const wanted: boolean = said.TALKLENS_SENDER === ('kakao-message' satisfies AdapterId) || said.TALKLENS_KAKAO_FRIENDS_PILOT === '1';
  if (!wanted && kakaoNames.every((name) => said[name] === undefined)) return undefined;
  return {
    authUrl: said.TALKLENS_KAKAO_AUTH_URL,
    apiUrl: said.TALKLENS_KAKAO_API_URL,
    restKey: needed(said, 'TALKLENS_KAKAO_REST_KEY'),
    ...(said.TALKLENS_KAKAO_CLIENT_SECRET !== undefined && { clientSecret: said.TALKLENS_KAKAO_CLIENT_SECRET }),
    redirectUri: needed(said, 'TALKLENS_KAKAO_REDIRECT_URI'),
    friendsPilot: said.TALKLENS_KAKAO_FRIENDS_PILOT === '1',
  };
}
