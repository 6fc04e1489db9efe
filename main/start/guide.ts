import { join } from 'node:path';
import type { Listening } from './listening-line.ts';

export type Guide = Readonly<{ listening: Listening; dataDir: string; workspace: string }>;

/** How a chat client publishes to this server. The secret stays in its file; the shell reads it from there when the line is run. */
export function publishingGuide({ listening, dataDir, workspace }: Guide): readonly string[] {
  const credentials = join(dataDir, 'client.json');
  const event =
    '{"eventId":"\'$(node -p "crypto.randomUUID()")\'","occurredAt":\'$(date +%s000)\',"chatId":"chat-1","userId":"user-39","productId":"001"}';
  return [
    `A chat client publishes to mqtt://127.0.0.1:${listening.mqttPort} with the credentials in ${credentials}, for example`,
    `  mosquitto_pub -p ${listening.mqttPort} -q 1 -i ${workspace}/chatbot -u ${workspace}/chatbot \\`,
    `    -P "$(node -p 'require(process.argv[1]).secret' '${credentials}')" \\`,
    `    -t talklens/v1/${workspace}/chatbot/up/searched -m '${event}'`,
    '  npm run simulate -- --users 200 --rate 50 --seconds 20      (chat clients that talk like people)',
  ];
}

/** The desk in a browser: the code in the fragment never reaches a server log, and signs in once. */
export function deskAddress({ httpPort, code }: Listening): string {
  return `http://127.0.0.1:${httpPort}/${code === undefined ? '' : `#code=${code}`}`;
}
