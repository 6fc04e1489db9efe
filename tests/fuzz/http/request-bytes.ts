import { gzipSync } from 'node:zlib';
import type { Random } from '../../simulate/random.ts';
import { mutate, randomBytes } from '../mutate.ts';
import { type Credential, type GoodRequest, goodRequest } from './good-requests.ts';
import { hostileBytes } from './hostile-json.ts';

/** What opens the server's doors, as `Authorization`. */
export type Keys = Readonly<Record<Exclude<Credential, 'nobody'>, string>>;

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'CONNECT', 'get', 'A'.repeat(300)];
const types = ['application/json; charset=utf-8', 'text/plain', 'application/xml', 'json', '', 'application/json;'.repeat(50)];
const codings = ['gzip', 'br', 'deflate', 'gzip, gzip', 'identity', 'constructor', '\x7f'];
const oddHeaders = [
  'Expect: 100-continue',
  'Expect: something',
  'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Upgrade: h2c',
  'If-Match: "x"',
  'If-Match: *',
  'Range: bytes=0-0,5-,-9',
  'If-None-Match: *',
  'Talklens-Protocol: 999',
  'Origin: https://evil.example',
  'X-Forwarded-For: 10.0.0.1',
  'Host: second.example',
  `X-Long: ${'x'.repeat(9_000)}`,
  'X-No-Colon',
  ' Folded: header',
];
const bombBytes = 64 * 1_048_576;
let bomb: Buffer | undefined;

/** The bytes of one request of the fuzzer, the same for the same random stream. */
export function requestBytes(keys: Keys, random: Random): Buffer {
  const good = goodRequest(random);
  const body = bodyOf(good, random);
  const bytes = Buffer.concat([Buffer.from(headOf(good, body, keys, random), 'latin1'), body.framed]);
  return random.chance(0.05) ? mutate(bytes, random) : bytes;
}

type Body = Readonly<{ framed: Buffer; headers: readonly string[] }>;

function bodyOf({ body }: GoodRequest, random: Random): Body {
  if (body === undefined && random.chance(0.9)) return { framed: Buffer.alloc(0), headers: [] };
  const said = random.chance(0.3) ? Buffer.from(JSON.stringify(body ?? {})) : hostileBytes(body ?? {}, random);
  const { bytes, coding } = coded(said, random);
  const type = `Content-Type: ${random.chance(0.95) ? 'application/json' : random.pick(types)}`;
  return framed(bytes, [type, ...coding], random);
}

function coded(bytes: Buffer, random: Random): { bytes: Buffer; coding: string[] } {
  if (random.chance(0.75)) return { bytes, coding: [] };
  if (random.chance(0.3)) return { bytes, coding: [`Content-Encoding: ${random.pick(codings)}`] };
  const coding = ['Content-Encoding: gzip'];
  if (random.chance(0.01)) return { bytes: theBomb(), coding };
  const zipped = gzipSync(bytes);
  if (random.chance(0.6)) return { bytes: zipped, coding };
  return { bytes: random.chance(0.5) ? mutate(zipped, random) : Buffer.concat([theBomb(), randomBytes(random, 40)]), coding };
}

function theBomb(): Buffer {
  bomb ??= gzipSync(Buffer.alloc(bombBytes, 0x20));
  return bomb;
}

/** With its length, in chunks, or with something wrong about either. */
function framed(bytes: Buffer, headers: readonly string[], random: Random): Body {
  const how = random.below(20);
  if (how < 14) return { framed: bytes, headers: [...headers, `Content-Length: ${bytes.length}`] };
  if (how < 17) return { framed: chunked(bytes, random), headers: [...headers, 'Transfer-Encoding: chunked'] };
  const wrong = random.pick([
    [`Content-Length: ${bytes.length + 1 + random.below(50)}`],
    [`Content-Length: ${Math.max(bytes.length - 5, 0)}`],
    ['Content-Length: -1'],
    ['Content-Length: 99999999999999999999'],
    [`Content-Length: ${bytes.length}`, 'Content-Length: 3'],
    [`Content-Length: ${bytes.length}`, 'Transfer-Encoding: chunked'],
    ['Transfer-Encoding: chunked'],
    ['Transfer-Encoding: gzip, chunked'],
    [],
  ]);
  return { framed: bytes, headers: [...headers, ...wrong] };
}

function chunked(bytes: Buffer, random: Random): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const piece = bytes.subarray(at, at + 1 + random.below(4_000));
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n'));
    at += piece.length;
  }
  return Buffer.concat([...pieces, Buffer.from('0\r\n\r\n')]);
}

function headOf({ method, path, opens }: GoodRequest, { headers }: Body, keys: Keys, random: Random): string {
  const asked = random.chance(0.95) ? method : random.pick(methods);
  const at = random.chance(0.93) ? path : mutate(Buffer.from(path), random).toString('latin1');
  const odd = random.chance(0.08) ? [random.pick(oddHeaders)] : [];
  const lines = [
    `${asked} ${at} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: close',
    ...credentialOf(opens, keys, random),
    ...headers,
    ...odd,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Mostly the right one; else another's, a broken one, or none. */
function credentialOf(opens: Credential, keys: Keys, random: Random): string[] {
  const right = opens === 'nobody' ? undefined : keys[opens];
  if (random.chance(0.9)) return right === undefined ? [] : [`Authorization: ${right}`];
  const others = [
    keys.client,
    keys.member,
    'Bearer',
    'Basic OjpAOg==',
    `Bearer ${'x'.repeat(500)}`,
    `${right}x`,
    'Digest a="b"',
    '\xff\xfe',
  ];
  return random.chance(0.2) ? [] : [`Authorization: ${random.pick(others)}`];
}
