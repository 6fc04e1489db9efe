/** One traced system call of a process, in the order in which strace saw it begin or end. */
export type Call = Readonly<{
  name: string;
  /** What the file descriptor is: a path, or `TCP:[local->remote]`. */
  on: string;
  /** What was written, all buffers in order. */
  bytes: Buffer;
  /** Lines of the trace: where it began, and where it had returned. */
  began: number;
  ended: number;
}>;

/** The name of a descriptor ends where its argument does; that of a socket has an arrow within and is not in hexadecimal. */
const begun = /^(\d+) +(\w+)\(\d+<(.*?)>(?=[,)]| <unf)(.*)$/;
const resumed = /^(\d+) +<\.\.\. (\w+) resumed>/;
const buffer = /"((?:\\x[0-9a-f]{2})*)"/g;
const unfinished = '<unfinished ...>';

/** Reads what `straced` has written. A call that another thread's came between is on two lines. */
export function parseTrace(text: string): readonly Call[] {
  const calls: Call[] = [];
  const open = new Map<string, Call>();
  for (const [line, content] of text.split('\n').entries()) {
    const call = toCall(line, content);
    if (call && content.endsWith(unfinished)) open.set(call.thread, call);
    else if (call) calls.push(call);
    const thread = resumed.exec(content)?.[1] ?? '';
    const waiting = open.get(thread);
    if (waiting) calls.push({ ...waiting, ended: line });
    if (waiting) open.delete(thread);
  }
  return calls.sort((a, b) => a.began - b.began);
}

function toCall(line: number, content: string): (Call & Readonly<{ thread: string }>) | undefined {
  const [, thread, name, on, rest] = begun.exec(content) ?? [];
  if (!thread || !name || on === undefined || rest === undefined) return undefined;
  const buffers = [...rest.matchAll(buffer)].map(([, hex = '']) => fromHex(hex));
  return { thread, name, on: on.startsWith('\\x') ? fromHex(on).toString() : on, bytes: Buffer.concat(buffers), began: line, ended: line };
}

const fromHex = (escaped: string): Buffer => Buffer.from(escaped.replaceAll('\\x', ''), 'hex');
