import type { z } from '../../../contract/zod.ts';
import type { RandomBytes } from '../../secret.ts';
import { type Answer, readAnswer } from '../calling/answer.ts';
import type { Ask, AskOnce } from '../calling/ask-once.ts';
import { freshSalt, type SolapiKeys, signature } from './sign.ts';

/** A page of 500 stored messages with their logs. */
const maxBytes = 16 * 1024 * 1024;

export type SolapiCall<T> = Readonly<{
  method: Ask['method'];
  /** Below the base address, with its query. */
  path: string;
  body?: object;
  answer: z.ZodType<T>;
}>;

export type SolapiClient = <T>(call: SolapiCall<T>) => Promise<Answer<T>>;

export type SolapiClientPorts = Readonly<{
  baseUrl: string;
  keys: SolapiKeys;
  /** Epoch ms of this machine's real clock: Solapi compares it with its own. */
  now(): number;
  random: RandomBytes;
  ask: AskOnce;
  timeoutMs?: number;
}>;

const patienceMs = 15_000;

/** Speaks to Solapi: each call is one attempt with a signature of its own, and nothing is ever sent again from here (I7). */
export const createSolapiClient =
  ({ baseUrl, keys, now, random, ask, timeoutMs = patienceMs }: SolapiClientPorts): SolapiClient =>
  async ({ method, path, body, answer }) => {
    const authorization = signature(keys, new Date(now()).toISOString(), freshSalt(random));
    const heard = await ask({
      method,
      url: new URL(path, baseUrl),
      headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      timeoutMs,
      maxBytes,
    });
    return readAnswer(heard, answer);
  };

export const groupPath = (groupId: string, rest = ''): string => `/messages/v4/groups/${encodeURIComponent(groupId)}${rest}`;
