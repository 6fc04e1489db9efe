import type { ModelCard } from '../../contract/policy/model-card.ts';
import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import type { ModelKind } from '../store/port/models.ts';
import type { Store } from '../store/port/store.ts';

/** A desk that pulls late, or has an older document still, finds the files of the last few versions. */
const keptOfAKind = 4;

/** What the publisher adds to a card by itself. */
type Added = 'version' | 'hash' | 'bytes';
/** What a learner says of the file that it made. */
export type NewCard = ModelCard extends infer Card ? (Card extends ModelCard ? Omit<Card, Added> : never) : never;

export type PublisherPorts = Readonly<{
  store: Pick<Store, 'feed' | 'models'>;
  /** Tells everybody of a file that is kept, as a fact. */
  publishModel(workspace: string, card: ModelCard): Promise<void>;
}>;

/** Keeps a learned file and makes it the one that counts; resolves with its card. One that says what the present one does is not published again. */
export type PublishModel = (workspace: string, card: NewCard, bytes: Uint8Array) => Promise<ModelCard>;

/** The file is on the disk before anybody is told of it; one that was never told of is pruned with the old ones. */
export function createPublisher({ store, publishModel }: PublisherPorts): PublishModel {
  const newest = async (workspace: string, id: ModelKind): Promise<ModelCard | undefined> => {
    const card = (await store.feed.documents(workspace, 'policy', [id])).get(id);
    return card?.id === id ? (card as ModelCard) : undefined;
  };

  return async (workspace, made, bytes) => {
    const hash = await store.models.keep(workspace, { kind: made.id, madeAt: made.madeAt, bytes });
    const before = await newest(workspace, made.id);
    const card: ModelCard = { ...made, hash, bytes: bytes.byteLength, version: (before?.version ?? 0) + 1 };
    if (before && saysTheSame(before, card)) return before;
    await publishModel(workspace, card);
    const counts = (await newest(workspace, made.id)) ?? card;
    await store.models.prune(workspace, made.id, { newest: keptOfAKind, named: [counts.hash] });
    return counts;
  };
}

const saysTheSame = (before: ModelCard, card: ModelCard): boolean =>
  canonicalJson({ ...card, version: before.version, madeAt: before.madeAt }) === canonicalJson(before);
