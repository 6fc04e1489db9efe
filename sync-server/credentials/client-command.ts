import '../old-node.ts';
import { operatorProgram } from './operator-command.ts';

void operatorProgram('client');
