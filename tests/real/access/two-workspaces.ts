import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../../contract/protocol-version.ts';
import { z } from '../../../contract/zod.ts';
import type { ClientCredential } from '../../simulate/credential.ts';
import { type MemberHttp, memberHttp } from '../../simulate/member-http.ts';
import { openShop, type Shop } from '../shop.ts';
import { type Name, principals } from './topic-table.ts';

const Secret = z.object({ secret: z.string() });
const Listening = z.object({ operatorToken: z.string() });

export type Workspace = 'shop' | 'rival';

/** One server with two workspaces, each with its owner and its clients. */
export type TwoWorkspaces = Readonly<{
  shop: Shop;
  clients: Readonly<Record<Name, ClientCredential>>;
  /** A client of the first workspace that nobody has done anything to. */
  victim: ClientCredential;
  tokens: Readonly<Record<Workspace, string>>;
  members: Readonly<Record<Workspace, MemberHttp>>;
  operatorToken: string;
}>;

export async function openTwoWorkspaces(): Promise<TwoWorkspaces> {
  const shop = await openShop();
  const { httpUrl } = shop.server();
  const { operatorToken } = Listening.parse(JSON.parse(await readFile(join(shop.dataDir, 'listening.json'), 'utf8')));
  const operate = memberHttp(httpUrl, operatorToken);
  const operation = async (body: object) => (await operate.post('/v1/operation', body, Secret)).secret;
  const add = async (name: string): Promise<ClientCredential> => {
    const [workspace = '', client = ''] = name.split('/');
    if (name === 'shop/chatbot') return shop.client;
    return { workspace, client, secret: await operation({ verb: 'add', workspace, kind: 'client', name: client }) };
  };

  const rivalToken = await operation({ verb: 'addWorkspace', workspace: 'rival' });
  const clients: Partial<Record<Name, ClientCredential>> = {};
  for (const name of principals) clients[name] = await add(name);
  return {
    shop,
    clients: clients as Record<Name, ClientCredential>,
    victim: await add('shop/victim'),
    tokens: { shop: shop.token, rival: rivalToken },
    members: { shop: shop.member, rival: memberHttp(httpUrl, rivalToken) },
    operatorToken,
  };
}

export const byToken = (token: string) => ({ authorization: `Bearer ${token}`, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) });
export const bySecret = ({ workspace, client, secret }: ClientCredential) => ({
  authorization: `Basic ${Buffer.from(`${workspace}/${client}:${secret}`).toString('base64')}`,
});
