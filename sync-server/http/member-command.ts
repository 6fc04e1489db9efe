import '../old-node.ts';
import { runCredentialCommand } from './credential-command.ts';

void runCredentialCommand('member', process.argv.slice(2), (workspace, member, token) => ({ workspace, member, token })).then((code) => {
  process.exitCode = code;
});
