import type { NamedLead } from './server-truth.ts';

export type Cast = Readonly<{
  /** Three untouched leads of different people, whose names on the desk are theirs alone. */
  three: readonly [NamedLead, NamedLead, NamedLead];
  consented: NamedLead;
  without: NamedLead;
}>;

/** Chooses from what the simulated shoppers happened to do whom a journey is about. */
export function chooseLeads(leads: readonly NamedLead[]): Cast {
  const clear = leads.filter((one) => leads.filter((other) => nameOf(other) === nameOf(one)).length === 1);
  const byUser = [...new Map(clear.map((named) => [named.lead.userId, named])).values()];
  const consented = byUser.find((named) => named.consented);
  const without = byUser.find((named) => !named.consented);
  const [first, second, third] = byUser.filter(({ lead }) => lead.status === 'new');
  if (!consented || !without || !first || !second || !third) throw new Error('the simulated shoppers did too little for this journey');
  return { three: [first, second, third], consented, without };
}

const nameOf = ({ user, product }: NamedLead) => `${user}, ${product}`;
