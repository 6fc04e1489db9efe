import type { Machine } from './machine.ts';

/** A call of a machine in another thread, and what came of it. */
export type MachineCall = Readonly<{ id: number; call: keyof Machine; args: readonly unknown[] }>;
export type MachineAnswer = Readonly<{ id: number; value?: unknown; error?: string }>;
