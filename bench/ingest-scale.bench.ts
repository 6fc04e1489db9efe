import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderFor, inFolder } from './ingest/folders.ts';
import { load, machine } from './ingest/machine.ts';
import { startPublisher } from './ingest/publisher.ts';
import { readOptions, startAs } from './ingest/roles.ts';
import { type Options, readCommandLine, usage } from './ingest-scale/options.ts';
import { type Bench, connectionPoints, logPoints, type Point, workspacePoints } from './ingest-scale/points.ts';
import { scaleFigures, scaleTable } from './ingest-scale/report.ts';

// What an event costs the server as shipped while the work grows: more events in the log, more connections, more workspaces.
// The last line of the output is one JSON object.

const bench = fileURLToPath(import.meta.url);
const programs = { bench, server: join(dirname(bench), 'server.cjs') };

async function main(): Promise<void> {
  const options = readOptions(usage, readCommandLine);
  if (options) await inFolder((root) => run(options, root));
}

async function run(options: Options, root: string): Promise<void> {
  process.stdout.write(`${machine()}\n`);
  const publisher = startPublisher(programs.bench);
  const ground: Bench = { options, publisher, programs, folder: (name) => folderFor(root, name) };
  const points: Point[] = [];
  try {
    for (const scale of [logPoints, connectionPoints, workspacePoints]) {
      for await (const point of scale(ground)) {
        points.push(point);
        process.stderr.write(`${point.title}: ${Math.round(point.measured.perS)} events/s, load ${load()}\n`);
      }
    }
  } finally {
    publisher.end();
  }
  process.stdout.write(`\n${scaleTable(points)}\n\nload ${load()} at the end\n`);
  process.stdout.write(`${JSON.stringify({ bench: 'ingest-scale', figures: scaleFigures(points) })}\n`);
}

startAs(process.argv.slice(2), main);
