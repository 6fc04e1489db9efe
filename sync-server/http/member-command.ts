import '../old-node.ts';
import { credentialProgram } from './credential-command.ts';

void credentialProgram('member', (workspace, member, token) => ({ workspace, member, token }));
