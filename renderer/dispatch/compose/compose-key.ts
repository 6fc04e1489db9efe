import type { KeyPress } from '../../parts/key-press.ts';

/** What a key means while a message is written: on to the confirmation, also out of a field; or back, but never out of one. */
export function composeKey({ code, command, alt, shift, composing }: KeyPress, isTyping: boolean): 'send' | 'leave' | undefined {
  if (composing || alt || shift) return undefined;
  if (code === 'Enter' || code === 'NumpadEnter') return command ? 'send' : undefined;
  return code === 'Escape' && !command && !isTyping ? 'leave' : undefined;
}
