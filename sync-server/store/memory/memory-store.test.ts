import { storeContract } from '../store-contract.ts';
import { openFreshMemory } from '../testing/open-memory.ts';

storeContract('memory', openFreshMemory);
