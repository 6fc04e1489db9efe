import { imageFits } from '../../../domain/dispatching/content/image-facts.ts';
import { sha256Hex } from '../../sha-256.ts';
import type { ReadImage } from './product-image.ts';

/** `unfit`: the provider would refuse it. `unread`: it could not be had now, from its own address or at the provider. */
export type StoredImage = Readonly<{ kind: 'stored'; id: string } | { kind: 'unfit' } | { kind: 'unread' }>;

/** How a provider takes one image, for a carousel or for a product alone; null where it did not. */
export type Upload = (bytes: Uint8Array, inCarousel: boolean) => Promise<string | null>;

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
    if (!imageFits(bytes, inCarousel)) return { kind: 'unfit' };
    const key = `${inCarousel ? 'carousel' : 'single'}:${sha256Hex(bytes)}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return { kind: 'stored', id: known };
    const id = await this.#upload(bytes, inCarousel);
    if (id === null) return { kind: 'unread' };
    this.#remember(key, id);
    return { kind: 'stored', id };
  }

  #remember(key: string, id: string): void {
    this.#ids.set(key, id);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > mostRemembered && oldest !== undefined) this.#ids.delete(oldest);
  }
}
