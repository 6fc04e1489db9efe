/** Who came and who went between two looks, each in the order in which they were found. */
export type MembershipChange = Readonly<{ entered: readonly string[]; left: readonly string[] }>;

/** Compares who was in a segment with who is; ids, each once. */
export function compareMembership(before: Iterable<string>, after: Iterable<string>): MembershipChange {
  const was = new Set(before);
  const is = new Set(after);
  return { entered: [...is].filter((id) => !was.has(id)), left: [...was].filter((id) => !is.has(id)) };
}
