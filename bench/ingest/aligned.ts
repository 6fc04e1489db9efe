/** Columns as wide as their widest cell; the first one to the left, numbers to the right. */
export function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, index) => Math.max(...lines.map((line) => (line[index] ?? '').length)));
  const pad = (text: string, index: number) => (index === 0 ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0));
  return lines.map((line) => line.map(pad).join('  ')).join('\n');
}
