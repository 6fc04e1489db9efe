/** A mobile number of one's own for each user, and none of those that a provider's fake treats in some way. */
export function aPhone(userId: string): string {
  let number = 0;
  for (const letter of userId) number = (number * 31 + letter.charCodeAt(0)) % 100_000_000;
  const digits = String(number + 1_000)
    .padStart(8, '0')
    .slice(-8);
  return `010-${digits.slice(0, 4)}-${digits.slice(4)}`;
}
