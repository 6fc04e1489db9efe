import type { Random } from '../../simulate/random.ts';
import { clients, members } from '../shop.ts';
import { secondMs } from './span.ts';
import type { Step } from './step.ts';

/** Something that goes wrong, and for how long. */
export function faultStep(random: Random, at: number): Step {
  const desk = random.below(members.length);
  const ms = secondMs + random.below(30 * secondMs);
  switch (random.below(10)) {
    case 0:
    case 1:
      return { at, do: 'crash', ms };
    case 2:
      return { at, do: 'diskFull', ms: random.below(10 * secondMs) };
    case 3:
    case 4:
      return { at, do: 'kill', desk, ms };
    case 5:
      return { at, do: 'partition', desk, ms };
    case 6:
      return { at, do: 'deaf', desk };
    case 7:
      return { at, do: 'quota', desk, ms: random.below(5 * secondMs) };
    case 8:
      return { at, do: 'cut', client: random.below(clients.length) };
    default:
      return { at, do: 'rebuild' };
  }
}
