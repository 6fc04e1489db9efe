import { z } from './zod.ts';

/** Where a test to oneself goes: one's own chat, the shop's test number, or nowhere at all. */
export const TestTarget = z.enum(['kakao', 'phone', 'sandbox']);
export type TestTarget = z.infer<typeof TestTarget>;
