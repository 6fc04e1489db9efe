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
  /** Done and under way, so that two who want the same bytes at once wait for one upload. */
  readonly #uploads = new Map<string, Promise<Uploaded>>();
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
    const uploaded = await this.#uploadOnce(`${inCarousel ? 'carousel' : 'single'}:${sha256Hex(bytes)}`, bytes, inCarousel);
    return uploaded.kind === 'stored' ? { ...uploaded, ratio } : uploaded;
  }

  #uploadOnce(key: string, bytes: Uint8Array, inCarousel: boolean): Promise<Uploaded> {
    const known = this.#uploads.get(key);
    if (known) return known;
    const upload = this.#upload(bytes, inCarousel);
    const forget = () => this.#uploads.delete(key);
    this.#uploads.set(key, upload);
    this.#forgetOldest();
    upload.then(({ kind }) => kind !== 'stored' && forget(), forget);
    return upload;
  }

  #forgetOldest(): void {
    const [oldest] = this.#uploads.keys();
    if (this.#uploads.size > mostRemembered && oldest !== undefined) this.#uploads.delete(oldest);
  }
}
