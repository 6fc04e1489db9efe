/** Something the server sent: an event's data, or a comment, which only says that it is alive. */
export type StreamItem = Readonly<{ kind: 'event'; data: string }> | Readonly<{ kind: 'alive' }>;

/**
 * Reads Server-Sent Events (WHATWG HTML 9.2.6) from a response body; only `data` fields and comments are looked at.
 * Ends with the body. Leaving the loop cancels the body.
 */
export async function* readEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamItem> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (rest + decoder.decode(part.value, { stream: true })).replaceAll('\r\n', '\n').split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) yield toItem(block);
    }
  } finally {
    await reader.cancel().catch(() => undefined); // a broken body cannot be cancelled any more
  }
}

function toItem(block: string): StreamItem {
  const data = block
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(line[5] === ' ' ? 6 : 5));
  return data.length > 0 ? { kind: 'event', data: data.join('\n') } : { kind: 'alive' };
}
