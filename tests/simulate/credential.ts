import { readFile } from 'node:fs/promises';
import { TopicName } from '../../contract/identifier.ts';
import { z } from '../../contract/zod.ts';

/** What a chat client connects with; the shape of the server's own `client.json`. */
export const ClientCredential = z.object({ workspace: TopicName, client: TopicName, secret: z.string().min(1) });
export type ClientCredential = z.infer<typeof ClientCredential>;

/** What a member speaks HTTP with; the shape of the server's own `owner.json`. */
export const OwnerCredential = z.object({ workspace: TopicName, member: TopicName, token: z.string().min(1) });
export type OwnerCredential = z.infer<typeof OwnerCredential>;

const OneOrMore = z.union([ClientCredential.transform((one) => [one]), z.array(ClientCredential).min(1)]);

/** Reads one client, or a list of them, from a file of the caller's. */
export async function readCredentials(file: string): Promise<readonly ClientCredential[]> {
  return OneOrMore.parse(JSON.parse(await readFile(file, 'utf8')));
}
