import { fittingRatio } from '../../../domain/dispatching/content/image-facts.ts';
import { sha256Hex } from '../../sha-256.ts';
import type { ReadImage } from './product-image.ts';

/** `unfit`: the provider would refuse it. `unread`: it could not be had now, from its own address or at the provider. */
export type StoredImage = Readonly<{ kind: 'stored'; id: string; ratio: number } | { kind: 'unfit' } | { kind: 'unread' }>;

/** What a provider answered to one image: its name there, or why not. */
export type Uploaded = Readonly<{ kind: 'stored'; id: string } | { kind: 'unfit' } | { kind: 'unread' }>;

/** How a provider takes one image, for a carousel or for a product alone. */
export type Upload = (bytes: Uint8Array, inCarousel: boolean) => Promise<Uploaded>;

/** So many uploads are remembered; the oldest is forgotten first. */
const mostRemembered = 10_000;

/**
 * Images of products at a provider, by their content: the same bytes are uploaded once while the server runs, whatever their
 * address, and a changed image behind an unchanged address is noticed. Uploading one twice would cost time, nothing else.
 */
export class StoredImages {
  readonly #ids = new Map<string, string>();
  readonly #read: ReadImage;
  readonly #upload: Upload;

  constructor(read: ReadImage, upload: Upload) {
    this.#read = read;
    this.#upload = upload;
  }

  async store(url: string, inCarousel: boolean): Promise<StoredImage> {
    const bytes = await this.#read(url);
    if (!bytes) return { kind: 'unread' };
    const ratio = fittingRatio(bytes);
    if (ratio === null) return { kind: 'unfit' };
    const key = `${inCarousel ? 'carousel' : 'single'}:${sha256Hex(bytes)}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return { kind: 'stored', id: known, ratio };
    const uploaded = await this.#upload(bytes, inCarousel);
    if (uploaded.kind !== 'stored') return uploaded;
    this.#remember(key, uploaded.id);
    return { ...uploaded, ratio };
  }

  #remember(key: string, id: string): void {
    this.#ids.set(key, id);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > mostRemembered && oldest !== undefined) this.#ids.delete(oldest);
  }
}
