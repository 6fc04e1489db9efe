import * as z from 'zod';

// Zod compiles object schemas with `new Function` where it may; the desk's CSP forbids that, and a schema decides when it
// is built, so this module is the only way in which the contract gets at zod. Node keeps the faster way.
z.config({ jitless: !('process' in globalThis) });

export { z };
