import type { Queries } from './database.ts';

/** What a lead is called in `lead_fact`, in SQL: half of a SHA-256, which nobody finds another lead for. */
export const leadKey = (queries: Queries, leadId: ReturnType<Queries>) => queries`substr(sha256(convert_to(${leadId}, 'UTF8')), 1, 16)`;
