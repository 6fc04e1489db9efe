import '../old-node.ts';
import { credentialProgram } from './credential-command.ts';

void credentialProgram('client', (workspace, client, secret) => ({ workspace, client, secret }));
