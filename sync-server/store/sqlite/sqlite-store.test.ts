import { storeContract } from '../store-contract.ts';
import { openFreshSqlite } from '../testing/open-sqlite.ts';

storeContract('SQLite', openFreshSqlite);
