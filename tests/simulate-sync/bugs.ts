import { desksBugs } from './bugs/desk-bugs.ts';
import { sendingBugs } from './bugs/sending-bugs.ts';
import { serverBugs } from './bugs/server-bugs.ts';
import type { Mutation } from './mutation.ts';

/** Mistakes that somebody could make, by name: each has to be found. */
export const bugs: Readonly<Record<string, Mutation>> = { ...desksBugs, ...serverBugs, ...sendingBugs };
