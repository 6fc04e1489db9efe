import { z } from '../zod.ts';
import { ClassifierCard } from './classifier-card.ts';
import { NeighboursCard } from './neighbours-card.ts';

/** What is told of a learned file: which one counts, and what it was learned from. */
export const ModelCard = z.discriminatedUnion('id', [NeighboursCard, ClassifierCard]);
export type ModelCard = z.infer<typeof ModelCard>;
