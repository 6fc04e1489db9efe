import { type Collection, collections } from '../../contract/collection.ts';

export const perCollection = <T>(make: (collection: Collection) => T) =>
  Object.fromEntries(collections.map((collection) => [collection, make(collection)])) as Record<Collection, T>;
