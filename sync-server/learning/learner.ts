/** A lead as it is learned from; `shown`: whether it shows interest that others may be served by. */
export type InterestChange = Readonly<{ userId: string; productId: string; shown: boolean }>;

/** A neighbour file and what it was made from. */
export type LearnedFile = Readonly<{ bytes: Uint8Array; learnedFrom: Readonly<{ people: number; products: number; links: number }> }>;

/** What is learned of who was interested in what, by workspace; it may be another thread. What it knows can always be told it again. */
export interface Learner {
  /** In any order, any number of times. Resolves with how many interests came or went. */
  take(workspace: string, changes: readonly InterestChange[]): Promise<number>;
  /** Nothing is known of the workspace any more. */
  forget(workspace: string): Promise<void>;
  /** The file of what is known now: the same bytes however it came to be known. */
  make(workspace: string): Promise<LearnedFile>;
  stop(): Promise<void>;
}
