import type { Dispatch } from '../../contract/dispatch.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { applied, type Judgement, rejected } from './handler.ts';

/** A brake that comes too late. Of a message in parts it is put on all of them at once, and one that has ended meanwhile is no failure of it. */
export const endedMeanwhile = ({ part }: Dispatch, code: FailureCode): Judgement => (part ? applied : rejected(code));
