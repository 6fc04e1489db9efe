import '../old-node.ts';
import { readFileSync } from 'node:fs';
import { runQuarantineCommand } from './run-quarantine-command.ts';

const stdin = 0;

runQuarantineCommand({
  args: process.argv.slice(2),
  env: process.env,
  read: (file) => readFileSync(file === '-' ? stdin : file),
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (words) => process.stderr.write(`${words}\n`),
}).then((code) => {
  process.exitCode = code;
});
