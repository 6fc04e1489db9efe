import type { FaceName } from './face-name.ts';

/** What one phone showed. */
export type Shown = Readonly<{
  /** From 1, in the order of showing. */
  number: number;
  /** Epoch ms by the fake's clock. */
  at: number;
  face: FaceName;
  via: 'kakao' | 'sms';
  /** A phone number in digits, or the recipient's uuid within the app. */
  recipient: string;
  /** Of the provider. */
  messageId: string;
  itemId?: string;
  batchId?: string;
  /** Whatever else the sender hung on it. */
  tags: Readonly<Record<string, string>>;
  /** The words in the order of the screen, one line each. */
  text: string;
}>;

/** Everything that phones showed. It is never changed, so whoever counts it counts what people saw. */
export class Ledger {
  readonly #shown: Shown[] = [];

  show(entry: Omit<Shown, 'number'>): void {
    this.#shown.push({ number: this.#shown.length + 1, ...entry });
  }

  /** At most `limit` after a number. */
  after(number: number, limit: number): readonly Shown[] {
    return this.#shown.slice(number, number + limit);
  }

  get count(): number {
    return this.#shown.length;
  }
}
