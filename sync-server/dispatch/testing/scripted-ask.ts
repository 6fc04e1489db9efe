import type { Ask, AskOnce, Heard } from '../calling/ask-once.ts';

/** An answer in JSON. */
export const said = (status: number, body: unknown, headers: Record<string, string> = {}): Heard => ({
  kind: 'answered',
  status,
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

/** Answers calls by `METHOD path`, in the order given for each, the last one again and again; an address without an answer is a mistake of the test. */
export function scriptedAsk(
  script: Readonly<Record<string, readonly Heard[]>>,
): Readonly<{ ask: AskOnce; asked: readonly Ask[]; bodyOf(path: string): unknown }> {
  const asked: Ask[] = [];
  const given = new Map<string, number>();
  const ask: AskOnce = async (call) => {
    asked.push(call);
    const key = `${call.method} ${call.url.pathname}`;
    const heard = script[key];
    if (!heard) throw new Error(`nobody answers ${key}`);
    const turn = given.get(key) ?? 0;
    given.set(key, turn + 1);
    return heard[Math.min(turn, heard.length - 1)] as Heard;
  };
  const bodyOf = (path: string) => JSON.parse(String(asked.find(({ url }) => url.pathname === path)?.body));
  return { ask, asked, bodyOf };
}
