import diagnostics from 'node:diagnostics_channel';

// Pino asks for `tracingChannel`, which Node has had since 18.19. Only the oldest Electron that tests run in lacks it. Must be the
// first import of the program.
if (typeof diagnostics.tracingChannel !== 'function') Object.assign(diagnostics, { tracingChannel: () => ({ hasSubscribers: false }) });
