/** What a learned file is for. The policy document of this id names the one that counts. */
export type ModelKind = 'neighbours' | 'classifier';

/** `madeAt` is epoch ms. */
export type NewModel = Readonly<{ kind: ModelKind; madeAt: number; bytes: Uint8Array }>;
export type Model = NewModel & Readonly<{ hash: string }>;

/**
 * Learned files by the SHA-256 of their bytes (lower-case hex). They are not derived: a fact in the log names one by its hash, and a
 * rebuild keeps them all and learns nothing anew.
 */
export interface Models {
  /** Keeps a file once and answers its hash; of the same bytes the first stands. On the disk when it resolves. */
  keep(workspace: string, model: NewModel): Promise<string>;
  /** Bytes are as they were kept: whoever reads a file checks its hash (a disk may have changed it). */
  read(workspace: string, hash: string): Promise<Model | undefined>;
  /** Forgets files of a kind, but for the `newest` that were made last and those named; returns how many. */
  prune(workspace: string, kind: ModelKind, keep: Readonly<{ newest: number; named: readonly string[] }>): Promise<number>;
}
