import type { FailureCode } from '../../contract/failure.ts';

/** What a call of the desk rejects with: the code is what the marketer's words are chosen by. */
export class DeskError extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, options?: ErrorOptions) {
    super(code, options);
    this.name = 'DeskError';
    this.code = code;
  }
}

/** Why something of the replica's failed; whatever is not ours is a failure of the store. */
export const codeOf = (error: unknown): FailureCode => (error instanceof DeskError ? error.code : 'replica.storage');
