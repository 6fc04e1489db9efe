import { FailureCode } from './failure.ts';
import { z } from './zod.ts';

const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

/** starting -> running <-> restarting -> failed */
export const ServerState = z.strictObject({
  state: z.enum(['starting', 'running', 'restarting', 'failed']),
  mqttUrl: z.string().optional(),
  code: FailureCode.optional(),
  detail: z.string().optional(),
});
export type ServerState = z.infer<typeof ServerState>;

/** Everything the renderer may ask of the main process. */
export const ipc = {
  'server:state': call(z.void(), ServerState),
  'server:restart': call(z.void(), z.void()),
  'shell:openExternal': call(z.strictObject({ url: z.url({ protocol: /^https?$/ }) }), z.void()),
} as const;

export type Channel = keyof typeof ipc;
export type Input<C extends Channel> = z.infer<(typeof ipc)[C]['input']>;
export type Output<C extends Channel> = z.infer<(typeof ipc)[C]['output']>;
/** What the preload script exposes as `window.talklens`; absent in a browser. */
export type DesktopApi = Readonly<{ call: <C extends Channel>(channel: C, input: Input<C>) => Promise<Output<C>> }>;
