import { type Act, OutcomeBatch } from '../../contract/command.ts';
import { z } from '../../contract/zod.ts';
import { nextUlid } from '../../renderer/replica/next-ulid.ts';
import { readOwner } from '../simulate/local-server.ts';
import { type MemberHttp, memberHttp } from '../simulate/member-http.ts';
import type { Reached } from './simulator.ts';

type Place = Pick<Reached, 'dataDir' | 'httpPort'>;
const addressOf = ({ httpPort }: Place) => `http://127.0.0.1:${httpPort}`;

export const asMember = (place: Place, token: string): MemberHttp => memberHttp(addressOf(place), token);
export const asOwner = async (place: Place): Promise<MemberHttp> => asMember(place, (await readOwner(place.dataDir)).token);

/** Makes another member of the shop; resolves to her token. */
export async function newMember(place: Place, name: string): Promise<string> {
  const owner = await asOwner(place);
  return (await owner.post('/v1/credentials', { kind: 'member', name }, z.object({ secret: z.string() }))).secret;
}

/** Does one thing on the server, as another desk would have it done. */
export async function doesOnServer(member: MemberHttp, act: Act): Promise<void> {
  const command = { id: nextUlid(Date.now(), Math.random, undefined), issuedAt: Date.now(), act };
  const { outcomes } = await member.post('/v1/commands', { commands: [command] }, OutcomeBatch);
  const [outcome] = outcomes;
  if (outcome?.status !== 'applied') throw new Error(`the server answered ${outcome?.status} ${outcome?.code ?? ''}`);
}
