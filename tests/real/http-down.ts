import { type DownMessage, DownPage } from '../../contract/down-message.ts';
import type { ClientCredential } from '../simulate/credential.ts';

/** Reads what waits for a client over HTTP, acknowledging what was read before. */
export function httpDown(baseUrl: string, { workspace, client, secret }: ClientCredential) {
  const authorization = `Basic ${Buffer.from(`${workspace}/${client}:${secret}`).toString('base64')}`;
  const read: DownMessage[] = [];
  let after = '';
  return {
    /** Everything that has come down so far, repeated messages too. */
    all: async (): Promise<readonly DownMessage[]> => {
      const answer = await fetch(`${baseUrl}/v1/down${after && `?after=${after}`}`, { headers: { authorization } });
      const { messages, next } = DownPage.parse(await answer.json());
      after = next;
      read.push(...messages);
      return read;
    },
  };
}
