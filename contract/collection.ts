import { Activity } from './activity.ts';
import { Dispatch, DispatchItem } from './dispatch.ts';
import { Lead } from './lead.ts';
import { Member } from './member.ts';
import { Metric } from './metric.ts';
import { Person } from './person.ts';
import { Policy } from './policy.ts';
import { Product } from './product.ts';
import { Segment } from './segment.ts';
import { z } from './zod.ts';

/** The ten pull-only read models. Each document has a string `id`; absent, never null, is unknown. */
export const documentSchemas = {
  lead: Lead,
  person: Person,
  product: Product,
  metric: Metric,
  dispatch: Dispatch,
  dispatchItem: DispatchItem,
  segment: Segment,
  activity: Activity,
  member: Member,
  policy: Policy,
} as const;

export const collections = Object.keys(documentSchemas) as readonly Collection[];
export const Collection = z.enum(Object.keys(documentSchemas) as [Collection, ...Collection[]]);
export type Collection = keyof typeof documentSchemas;

export type DocumentOf<C extends Collection> = z.infer<(typeof documentSchemas)[C]>;
export type AnyDocument = DocumentOf<Collection>;
