import type { Random } from '../../simulate/random.ts';

const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];

export const letters = (random: Random, count: number): string => Array.from({ length: count }, () => random.pick(alphabet)).join('');
