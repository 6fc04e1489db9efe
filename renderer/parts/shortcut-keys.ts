/** What a key press says, apart from the keyboard's language: `code` is the place of the key, so `g` works under a Korean IME too. */
export type KeyPress = Readonly<{ key: string; code: string; ctrlOrCmd: boolean; alt: boolean; shift: boolean }>;

/** What the keys of the desk mean; a screen number opens that screen. */
export type KeyMeaning = Readonly<{ kind: 'go'; screen: number }> | Readonly<{ kind: 'search' | 'help' | 'undo' }>;

/** The second letter of `g` and then: overview, leads, dispatch, activity, settings. */
const goKeys = ['KeyO', 'KeyL', 'KeyD', 'KeyA', 'KeyS'] as const;

/** A sequence is forgotten after this long. */
export const sequenceMs = 1_200;

/** Reads presses one after another; `g` waits for its second letter. `at` is epoch ms. */
export function createKeyReader(): (press: KeyPress, at: number) => KeyMeaning | undefined {
  let wentAt = Number.NEGATIVE_INFINITY;
  return (press, at) => {
    if (press.ctrlOrCmd || press.alt) return press.code === 'KeyZ' && press.ctrlOrCmd && !press.shift ? { kind: 'undo' } : undefined;

    const second = goKeys.indexOf(press.code as (typeof goKeys)[number]);
    const isSecond = second >= 0 && at - wentAt <= sequenceMs;
    wentAt = press.code === 'KeyG' ? at : Number.NEGATIVE_INFINITY;
    if (isSecond) return { kind: 'go', screen: second };
    return single(press);
  };
}

function single({ key, code, shift }: KeyPress): KeyMeaning | undefined {
  if (key === '?') return { kind: 'help' };
  if (key === '/') return { kind: 'search' };
  const digit = /^Digit([1-5])$/.exec(code)?.[1];
  return digit && !shift ? { kind: 'go', screen: Number(digit) - 1 } : undefined;
}
