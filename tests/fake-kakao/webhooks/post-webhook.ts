import { request } from 'node:http';
import type { Webhook } from './webhook-queue.ts';

const timeoutMs = 5_000;
const loopback = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;

/** Calls a webhook once; true where it was answered with 200. Nothing leaves this machine. */
export async function postWebhook({ url, headers, body }: Webhook): Promise<boolean> {
  const target = new URL(url);
  if (!loopback.test(target.hostname)) return false;
  return new Promise((resolve) => {
    const call = request(
      target,
      {
        method: 'POST',
        timeout: timeoutMs,
        headers: { 'content-type': 'application/json', ...headers, 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode === 200));
        answer.once('error', () => resolve(false));
      },
    );
    call.once('timeout', () => call.destroy(new Error('timeout')));
    call.once('error', () => resolve(false));
    call.end(body);
  });
}
