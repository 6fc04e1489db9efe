/** A number against the one before it. `new`: there was nothing to compare with. */
export type Change =
  | Readonly<{ kind: 'none' }>
  | Readonly<{ kind: 'new' }>
  | Readonly<{ kind: 'share'; share: number; tone: 'better' | 'worse' | 'steady' }>;

/** Below this, a change is noise and is drawn in grey. */
export const noteworthyShare = 0.05;

/** `more`: whether more of it is good news; fewer refusals are. */
export function changeOf(current: number, previous: number, more: 'better' | 'worse'): Change {
  if (previous === 0) return current === 0 ? { kind: 'none' } : { kind: 'new' };
  const share = (current - previous) / previous;
  if (Math.abs(share) < noteworthyShare) return { kind: 'share', share, tone: 'steady' };
  const less = more === 'better' ? 'worse' : 'better';
  return { kind: 'share', share, tone: share > 0 ? more : less };
}
