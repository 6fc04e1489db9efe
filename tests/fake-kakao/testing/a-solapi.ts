import { FakeProvider } from '../fake-provider.ts';
import { aBrandMessage, askSolapi, monday } from './ask-solapi.ts';

type Info = { groupId: string; status: string; count: Record<string, number>; balance: Record<string, number> };
type Results = { errorCount: string; resultList: { to: string; statusCode: string; statusMessage: string }[] };
export type List = {
  messageList: Record<string, { statusCode: string; customFields: { itemId?: string }; replacement: unknown }>;
  nextKey: string | null;
};

/** A fake Solapi on a Monday morning whose clock stands still, an image it has stored, and what is asked of its groups. */
export function aSolapi() {
  const fake = new FakeProvider({ seed: 'group', now: () => monday });
  fake.world.clock.freeze();
  const ask = (method: string, address: string, body?: unknown) => askSolapi(fake, method, address, body);
  const { fileId: imageId } = ask('POST', '/storage/v1/files', { file: 'aGVsbG8=', type: 'BMS' }).body as { fileId: string };
  return {
    fake,
    imageId,
    ask,
    openGroup: (options: object = {}) => (ask('POST', '/messages/v4/groups', options).body as Info).groupId,
    fill: (groupId: string, ...messages: object[]) => ask('PUT', `/messages/v4/groups/${groupId}/messages`, { messages }).body as Results,
    send: (groupId: string) => ask('POST', `/messages/v4/groups/${groupId}/send`, {}),
    info: (groupId: string) => ask('GET', `/messages/v4/groups/${groupId}`).body as Info,
    list: (query: string) => ask('GET', `/messages/v4/list?${query}`).body as List,
    brand: (to: string, change: object = {}, bms: object = {}) => aBrandMessage(to, { ...change }, { imageId, ...bms }),
    /** What phones have shown, oldest first. */
    shown: () => fake.world.ledger.after(0, 1_000),
    /** Ten seconds go by, in which whatever is on its way arrives. */
    later: () => {
      fake.world.clock.advance(10_000);
      fake.world.timeline.runDue(fake.world.clock.now(), (_at, run) => run());
    },
  };
}
