import type { DownKind } from './down-message.ts';
import { TopicName } from './identifier.ts';
import { UpKind } from './up-event.ts';

/** Who a client credential speaks for. `username` and MQTT client id are `{workspace}/{client}`. */
export type Principal = Readonly<{ workspace: string; client: string }>;

const root = ({ workspace, client }: Principal) => `talklens/v1/${workspace}/${client}`;

export const username = ({ workspace, client }: Principal) => `${workspace}/${client}`;
export const upTopic = (principal: Principal, kind: UpKind) => `${root(principal)}/up/${kind}`;
export const downTopic = (principal: Principal, kind: DownKind) => `${root(principal)}/down/${kind}`;

/** Reads `{workspace}/{client}`; null where either is no topic name. */
export function parseUsername(text: string): Principal | null {
  const [workspace, client, ...rest] = text.split('/');
  if (rest.length > 0) return null;
  return TopicName.safeParse(workspace).success && TopicName.safeParse(client).success
    ? { workspace: workspace as string, client: client as string }
    : null;
}

export type UpTopic =
  | Readonly<{ match: 'kind'; kind: UpKind }>
  /** Under one's own `up`, but no kind of ours: quarantine, not the door (I3). */
  | Readonly<{ match: 'unknownKind' }>
  | Readonly<{ match: 'foreign' }>;

/** Matches a published topic exactly against the publisher's own `up`; wildcards, NUL and other levels are foreign. */
export function matchUpTopic(principal: Principal, topic: string): UpTopic {
  const prefix = `${root(principal)}/up/`;
  if (!topic.startsWith(prefix)) return { match: 'foreign' };
  const last = topic.slice(prefix.length);
  const kind = UpKind.safeParse(last);
  if (kind.success) return { match: 'kind', kind: kind.data };
  return TopicName.safeParse(last).success ? { match: 'unknownKind' } : { match: 'foreign' };
}

/** Whether a client may subscribe to this filter: its own `down/{kind}`, `down/+` or `down/#`, nothing else. */
export function matchDownFilter(principal: Principal, filter: string): boolean {
  const prefix = `${root(principal)}/down/`;
  const last = filter.slice(prefix.length);
  return filter.startsWith(prefix) && (last === '+' || last === '#' || /^[a-z]{1,32}$/.test(last));
}
