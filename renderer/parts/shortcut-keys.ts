/** What a key press says, apart from the keyboard's language: `code` is the place of the key, so `g` works under a Korean IME too. */
export type KeyPress = Readonly<{ key: string; code: string; ctrlOrCmd: boolean; alt: boolean; shift: boolean }>;

/** What the keys of the desk mean; a screen number opens that screen. */
export type KeyMeaning = Readonly<{ kind: 'go'; screen: number }> | Readonly<{ kind: 'search' | 'help' | 'undo' | 'redo' }>;

/** The second letter of `g` and then: overview, leads, review, consents, dispatch, activity, settings. */
const goKeys = ['KeyO', 'KeyL', 'KeyR', 'KeyC', 'KeyD', 'KeyA', 'KeyS'] as const;

/** A sequence is forgotten after this long. */
export const sequenceMs = 1_200;

/** Reads presses one after another; `g` waits for its second letter. `at` is epoch ms. */
export function createKeyReader(): (press: KeyPress, at: number) => KeyMeaning | undefined {
  let wentAt = Number.NEGATIVE_INFINITY;
  return (press, at) => {
    if (press.ctrlOrCmd || press.alt) return withModifier(press);

    const second = goKeys.indexOf(press.code as (typeof goKeys)[number]);
    const isSecond = second >= 0 && at - wentAt <= sequenceMs;
    wentAt = press.code === 'KeyG' ? at : Number.NEGATIVE_INFINITY;
    if (isSecond) return { kind: 'go', screen: second };
    return single(press);
  };
}

/** Ctrl/Cmd+Z, and Ctrl/Cmd+Shift+Z or Ctrl+Y, which both desktops know. */
function withModifier({ code, ctrlOrCmd, alt, shift }: KeyPress): KeyMeaning | undefined {
  if (!ctrlOrCmd || alt) return undefined;
  if (code === 'KeyZ') return { kind: shift ? 'redo' : 'undo' };
  return code === 'KeyY' && !shift ? { kind: 'redo' } : undefined;
}

function single({ key, code, shift }: KeyPress): KeyMeaning | undefined {
  if (key === '?') return { kind: 'help' };
  if (key === '/') return { kind: 'search' };
  const digit = /^Digit([1-7])$/.exec(code)?.[1];
  return digit && !shift ? { kind: 'go', screen: Number(digit) - 1 } : undefined;
}
