import { resolve } from 'node:path';
import type { FailureCode } from '../contract/failure.ts';
import { TopicName } from '../contract/identifier.ts';
import { z } from '../contract/zod.ts';
import { defaultMost, defaultMostPerAddress, type QuotaLimits } from './broker/connection-quota.ts';
import { IncompleteSender, type SenderConfig, senderVariables, staysHere, toSenderConfig } from './sender-config.ts';
import type { TlsFiles } from './tls-certificate.ts';

const loopbackHost = '127.0.0.1';
const loopbackHosts = [loopbackHost, 'localhost', '::1'];

const Port = z.coerce.number().int().min(0).max(65_535);
const Count = z.coerce.number().int().positive();
const Flag = z.enum(['0', '1']).default('0');
const Origins = z
  .string()
  .default('')
  .transform((text) => text.split(',').filter((part) => part !== ''))
  .pipe(z.array(z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin)));

/** What the environment may say; every other variable is not ours. */
const Environment = z.object({
  TALKLENS_DATA_DIR: z.string().min(1).default('data'),
  /** Where PostgreSQL is; without it the store is a file in the data folder. Holds a password: never logged (I11). */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  TALKLENS_HTTP_PORT: Port.default(8420),
  TALKLENS_MQTT_PORT: Port.default(1883),
  /** MQTT connections at once, over all listeners, and from one address. */
  TALKLENS_MQTT_CONNECTIONS: Count.default(defaultMost),
  TALKLENS_MQTT_CONNECTIONS_PER_ADDRESS: Count.default(defaultMostPerAddress),
  TALKLENS_HOST: z.string().min(1).default('127.0.0.1'),
  /** Certificate (with its chain) and key in PEM files: HTTP and MQTT are then also spoken over TLS. */
  TALKLENS_TLS_CERT: z.string().min(1).optional(),
  TALKLENS_TLS_KEY: z.string().min(1).optional(),
  TALKLENS_HTTP_TLS_PORT: Port.default(8443),
  TALKLENS_MQTT_TLS_PORT: Port.default(8883),
  /** Plain listeners off loopback, for a network that is protected otherwise. */
  TALKLENS_ALLOW_PLAIN: Flag,
  /** Origins under which a proxy in front of us is reached, separated by commas: their hosts pass the Host check. */
  TALKLENS_PUBLIC_ORIGINS: Origins,
  TALKLENS_WORKSPACE: TopicName.default('shop'),
  TALKLENS_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  TALKLENS_DESK_DIR: z.string().min(1).optional(),
  ...senderVariables,
  /** The last part of the address at which a provider reports, `/v1/webhooks/{provider}/{secret}`: as long as a secret of ours. */
  TALKLENS_WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43,128}$/)
    .optional(),
  /** Where the clock stands at start, epoch ms; it goes on from there. */
  TALKLENS_FAKE_NOW: z.coerce.number().int().nonnegative().optional(),
});

export type Config = Readonly<{
  dataDir: string;
  /** With the password. */
  databaseUrl?: string;
  httpPort: number;
  mqttPort: number;
  connections: QuotaLimits;
  /** Where the TLS listeners listen. */
  host: string;
  /** Where the plain ones do: there too if that is loopback or allowed, otherwise on loopback. */
  plainHost: string;
  tls?: TlsFiles & Readonly<{ httpPort: number; mqttPort: number }>;
  publicOrigins: readonly string[];
  workspace: string;
  logLevel: z.infer<typeof Environment>['TALKLENS_LOG_LEVEL'];
  deskDir: string;
  sender: SenderConfig;
  webhookSecret?: string;
  fakeNow?: number;
}>;

/** Why the server did not start, as a code and the variable or address that would have to change. */
export class StartFailure extends Error {
  readonly code: FailureCode;
  readonly detail: string;

  constructor(code: StartFailure['code'], detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, { cause });
    this.code = code;
    this.detail = detail;
  }
}

/**
 * Reads the environment once, at start; the rest of the program receives values. Throws a `StartFailure` that names the
 * variable, never its value (I11).
 *
 * @param defaultDeskDir the desk's files beside the program
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, defaultDeskDir: string): Config {
  const said = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(said);
  if (!parsed.success) throw new StartFailure('config.invalid', String(parsed.error.issues[0]?.path[0] ?? 'environment'));
  const values = parsed.data;
  const tls = tlsOf(values);
  const sender = senderOf(values);
  const plainAllowed = loopbackHosts.includes(values.TALKLENS_HOST) || values.TALKLENS_ALLOW_PLAIN === '1';
  if (!plainAllowed && !tls) throw new StartFailure('auth.insecure', 'TALKLENS_ALLOW_PLAIN');
  return {
    dataDir: resolve(values.TALKLENS_DATA_DIR),
    httpPort: values.TALKLENS_HTTP_PORT,
    mqttPort: values.TALKLENS_MQTT_PORT,
    connections: { most: values.TALKLENS_MQTT_CONNECTIONS, mostPerAddress: values.TALKLENS_MQTT_CONNECTIONS_PER_ADDRESS },
    host: values.TALKLENS_HOST,
    plainHost: plainAllowed ? values.TALKLENS_HOST : loopbackHost,
    publicOrigins: values.TALKLENS_PUBLIC_ORIGINS,
    workspace: values.TALKLENS_WORKSPACE,
    logLevel: values.TALKLENS_LOG_LEVEL,
    deskDir: resolve(values.TALKLENS_DESK_DIR ?? defaultDeskDir),
    sender,
    ...(tls && { tls }),
    ...(values.TALKLENS_WEBHOOK_SECRET !== undefined && { webhookSecret: values.TALKLENS_WEBHOOK_SECRET }),
    ...(values.DATABASE_URL !== undefined && { databaseUrl: values.DATABASE_URL }),
    ...(values.TALKLENS_FAKE_NOW !== undefined && { fakeNow: values.TALKLENS_FAKE_NOW }),
  };
}

/** Beside a real provider a moved clock would send at night and without end, so it is refused. */
function senderOf(values: z.infer<typeof Environment>): SenderConfig {
  try {
    const sender = toSenderConfig(values);
    if (values.TALKLENS_FAKE_NOW !== undefined && !staysHere(sender)) throw new StartFailure('config.invalid', 'TALKLENS_FAKE_NOW');
    return sender;
  } catch (error) {
    if (error instanceof IncompleteSender) throw new StartFailure('config.incomplete', error.variable);
    throw error;
  }
}

/** One file without the other is a mistake, and named. */
function tlsOf(values: z.infer<typeof Environment>): Config['tls'] {
  const { TALKLENS_TLS_CERT: cert, TALKLENS_TLS_KEY: key } = values;
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined) throw new StartFailure('config.invalid', 'TALKLENS_TLS_CERT');
  if (key === undefined) throw new StartFailure('config.invalid', 'TALKLENS_TLS_KEY');
  const ports = { httpPort: values.TALKLENS_HTTP_TLS_PORT, mqttPort: values.TALKLENS_MQTT_TLS_PORT };
  return { certFile: resolve(cert), keyFile: resolve(key), ...ports };
}
