const noHeaders = new Headers();

/** As much of a response as the desk reads. */
export const toResponse = (status: number, json: unknown, body: PushedBody | null = null): Response =>
  ({ ok: status < 400, status, headers: noHeaders, json: async () => json, body }) as unknown as Response;

type Part = { done: boolean; value?: Uint8Array };
type Reading = Readonly<{ resolve: (part: Part) => void; reject: (reason: Error) => void }>;

const encoder = new TextEncoder();

/** A body that is told to part by part: as much of a stream as an event stream's reader needs. */
export class PushedBody {
  #parts: Part[] = [];
  #reading: Reading | undefined;
  #failed: Error | undefined;
  #ended: (() => void) | undefined;

  push(text: string): void {
    const part = { done: false, value: encoder.encode(text) };
    if (this.#reading) this.#reading.resolve(part);
    else this.#parts.push(part);
    this.#reading = undefined;
  }

  fail(): void {
    this.#failed = new TypeError('network error');
    this.#reading?.reject(this.#failed);
    this.#reading = undefined;
    this.#ended?.();
  }

  /** The line is dead, and the reader has not noticed. */
  leave(): void {
    this.#ended?.();
  }

  onEnd(ended: () => void): void {
    this.#ended = ended;
  }

  getReader() {
    return {
      read: () =>
        new Promise<Part>((resolve, reject) => {
          const part = this.#parts.shift();
          if (part) resolve(part);
          else if (this.#failed) reject(this.#failed);
          else this.#reading = { resolve, reject };
        }),
      cancel: async () => this.#ended?.(),
    };
  }
}
