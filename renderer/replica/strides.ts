import { firstValueFrom, timer } from 'rxjs';

/** Work in strides: it pauses between two of them, and is done when it returns. */
export type Strides<T> = Generator<undefined, T>;

/** Without a pause. */
export function atOnce<T>(strides: Strides<T>): T {
  let step = strides.next();
  while (!step.done) step = strides.next();
  return step.value;
}

/** With a turn of the event loop at each pause, in which whatever else waits is done. Throws what the work throws. */
export async function inTurns<T>(strides: Strides<T>): Promise<T> {
  let step = strides.next();
  while (!step.done) {
    await firstValueFrom(timer(0));
    step = strides.next();
  }
  return step.value;
}
