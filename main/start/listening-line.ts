import { createInterface } from 'node:readline';
import { z } from '../../contract/zod.ts';

/** The line that a server prints once it can be reached; `code` signs one browser in, once. */
const ListeningLine = z.object({
  event: z.literal('listening'),
  httpPort: z.int(),
  mqttPort: z.int(),
  code: z.string().optional(),
});
export type Listening = z.infer<typeof ListeningLine>;

/** Waits for that line among whatever else is printed; undefined when the output ends without it. Further output is drained. */
export function readListeningLine(output: NodeJS.ReadableStream): Promise<Listening | undefined> {
  const lines = createInterface({ input: output });
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      const listening = parseLine(line);
      if (listening !== undefined) resolve(listening);
    });
    lines.once('close', () => resolve(undefined));
  });
}

function parseLine(line: string): Listening | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return ListeningLine.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
