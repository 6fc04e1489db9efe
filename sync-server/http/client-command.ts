import '../old-node.ts';
import { runCredentialCommand } from './credential-command.ts';

void runCredentialCommand('client', process.argv.slice(2), (workspace, client, secret) => ({ workspace, client, secret })).then((code) => {
  process.exitCode = code;
});
