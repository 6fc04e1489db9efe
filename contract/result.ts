import type { FailureCode } from './failure.ts';

/** An expected outcome as a plain value, so that it survives JSON, IPC and MQTT. */
export type Result<T> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; code: FailureCode }>;

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const failed = (code: FailureCode): Result<never> => ({ ok: false, code });
