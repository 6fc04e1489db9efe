/**
 * Rows that answer a range of positions, in classes of similar width: the rows of one class that may hold a position begin
 * within one class width before it, so few are looked at, however wide some row of another class is.
 */
export const widthClasses: readonly number[] = [...Array.from({ length: 13 }, (_, power) => 4 ** power), Number.MAX_SAFE_INTEGER];

export function widthClass({ first, last }: Readonly<{ first: number; last: number }>): number {
  const width = last - first + 1;
  return widthClasses.find((most) => width <= most) ?? Number.MAX_SAFE_INTEGER;
}
