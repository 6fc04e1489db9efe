import { toBubble } from '../../../domain/dispatching/content/bubble.ts';
import { sameShape } from '../../../domain/dispatching/content/image-facts.ts';
import type { Batch, BatchItem, SendError } from '../send-adapter.ts';
import type { StoredImage, StoredImages } from './stored-images.ts';

/** A batch as far as its images go: who can be sent to, and who cannot. */
export type Illustrated = Readonly<{
  items: readonly BatchItem[];
  /** The id at the provider, by address; of an image in a carousel under `carouselKey`. */
  images: ReadonlyMap<string, string>;
  refused: ReadonlyMap<string, SendError>;
}>;

/** Stores every image that a batch shows, each once. An item with an image that is not to be had is refused, the others go on. */
export async function storeBatchImages(batch: Batch, stored: StoredImages): Promise<Illustrated> {
  const answers = await storeEach(wantedImages(batch), stored);
  const refused = new Map<string, SendError>();
  for (const { itemId, message } of batch.items) {
    const error = errorOfImages(message.cards.map(({ imageUrl }) => answers.get(imageKey(imageUrl, message.cards.length > 1))));
    if (error) refused.set(itemId, error);
  }
  const images = new Map([...answers].flatMap(([key, answer]) => (answer.kind === 'stored' ? [[key, answer.id] as const] : [])));
  return { items: batch.items.filter(({ itemId }) => !refused.has(itemId)), images, refused };
}

type Wanted = Readonly<{ imageUrl: string; inCarousel: boolean }>;

function wantedImages({ items }: Batch): ReadonlyMap<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const { message } of items) {
    const inCarousel = toBubble(message).kind === 'CAROUSEL_COMMERCE';
    for (const { imageUrl } of message.cards) wanted.set(imageKey(imageUrl, inCarousel), { imageUrl, inCarousel });
  }
  return wanted;
}

/** Of one batch: a host that does not answer holds up only so many others, and no host is asked for hundreds at once. */
const imagesAtOnce = 8;

async function storeEach(wanted: ReadonlyMap<string, Wanted>, stored: StoredImages): Promise<ReadonlyMap<string, StoredImage>> {
  const answers = new Map<string, StoredImage>();
  const left = wanted.entries();
  const storeNext = async () => {
    for (const [key, { imageUrl, inCarousel }] of left) answers.set(key, await stored.store(imageUrl, inCarousel));
  };
  await Promise.all(Array.from({ length: imagesAtOnce }, storeNext));
  return answers;
}

/** The same image is another upload in a carousel. */
export const imageKey = (imageUrl: string, inCarousel: boolean): string => (inCarousel ? `carousel ${imageUrl}` : imageUrl);

function errorOfImages(answers: readonly (StoredImage | undefined)[]): SendError | undefined {
  const stored = answers.flatMap((answer) => (answer?.kind === 'stored' ? [answer.ratio] : []));
  if (answers.some((answer) => answer?.kind === 'unfit') || !sameShape(stored)) return unfit;
  return stored.length < answers.length ? unread : undefined;
}

const unfit: SendError = { class: 'invalid_request', code: 'content.image', reason: 'content.image', text: '', mayHaveSent: false };
const unread: SendError = { class: 'transient', code: 'IMAGE_UNREAD', reason: 'content.image', text: '', mayHaveSent: false };
