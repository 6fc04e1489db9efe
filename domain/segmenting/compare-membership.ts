/** Who came and who went between two looks, each in the order in which they were found. */
export type MembershipChange = Readonly<{ entered: readonly string[]; left: readonly string[] }>;

/** Compares who was in a segment with who is; ids, each once. */
export function compareMembership(before: Iterable<string>, after: Iterable<string>): MembershipChange {
  const was = new Set(before);
  const is = new Set(after);
  return { entered: [...is].filter((id) => !was.has(id)), left: [...was].filter((id) => !is.has(id)) };
}

/** Two changes one after the other as one: whoever came and went again is in neither. */
export function mergeMembership(first: MembershipChange, second: MembershipChange): MembershipChange {
  const [entered, left] = [new Set(first.entered), new Set(first.left)];
  return {
    entered: [...without(first.entered, second.left), ...second.entered.filter((id) => !left.has(id))],
    left: [...without(first.left, second.entered), ...second.left.filter((id) => !entered.has(id))],
  };
}

function without(ids: readonly string[], others: readonly string[]): readonly string[] {
  const gone = new Set(others);
  return ids.filter((id) => !gone.has(id));
}
