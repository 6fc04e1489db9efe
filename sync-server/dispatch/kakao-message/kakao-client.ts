import type { z } from '../../../contract/zod.ts';
import { type Answer, readAnswer } from '../calling/answer.ts';
import type { AskOnce } from '../calling/ask-once.ts';

const timeoutMs = 15_000;
const maxBytes = 1024 * 1024;

/** Posts one form, once (I7). JSON bodies are not understood there. */
export type PostForm = <T>(
  path: string,
  form: Readonly<Record<string, string>>,
  answer: z.ZodType<T>,
  accessToken?: string,
) => Promise<Answer<T>>;

export const createPostForm =
  (baseUrl: string, ask: AskOnce): PostForm =>
  async (path, form, answer, accessToken) => {
    const heard = await ask({
      method: 'POST',
      url: new URL(path, baseUrl),
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
        ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
      },
      body: new URLSearchParams(form).toString(),
      timeoutMs,
      maxBytes,
    });
    return readAnswer(heard, answer);
  };
