import { onTestFinished } from 'vitest';
import { operate } from './operate.ts';
import type { TestServer } from './run-server.ts';

/** Another workspace of a running server, made as an operator makes it: with its owner and one client. */
export async function makeWorkspace(server: TestServer, workspace: string) {
  const { token } = await operate(server, 'workspace', 'add', workspace);
  const { secret = '' } = await operate(server, 'client', 'add', 'chatbot', '--workspace', workspace);
  const name = `${workspace}/chatbot`;
  const byMember = { authorization: `Bearer ${token}` };
  return {
    workspace,
    up: (kind: string) => `talklens/v1/${name}/up/${kind}`,
    allDown: `talklens/v1/${name}/down/#`,
    as: { username: name, clientId: name, password: secret },
    byMember,
    byClient: { authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}` },
    /** What of the stream has come so far, as text. */
    follow: async () => {
      const stopped = new AbortController();
      onTestFinished(() => stopped.abort());
      const response = await fetch(`${server.url}/v1/replication/stream`, { headers: byMember, signal: stopped.signal });
      const heard = { text: '' };
      const reading = async () => {
        for await (const chunk of response.body as ReadableStream<Uint8Array>) heard.text += new TextDecoder().decode(chunk);
      };
      reading().catch(() => undefined);
      return heard;
    },
  };
}
