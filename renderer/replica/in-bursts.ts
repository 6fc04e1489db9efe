import { asyncScheduler, type MonoTypeOperatorFunction, Observable, type Subscription } from 'rxjs';

/** Passes on what begins a burst, and what is urgent, at once; of everything else the newest, once every `everyMs`. */
export function inBursts<T>(everyMs: number, isUrgent: (value: T) => boolean): MonoTypeOperatorFunction<T> {
  return (source$) =>
    new Observable((subscriber) => {
      let resting: Subscription | undefined;
      let waiting: Readonly<{ value: T }> | undefined;

      const pass = (value: T) => {
        waiting = undefined;
        resting?.unsubscribe();
        resting = asyncScheduler.schedule(rested, everyMs);
        subscriber.next(value);
      };
      function rested() {
        resting = undefined;
        if (waiting) pass(waiting.value);
      }

      const source = source$.subscribe({
        next: (value) => {
          if (!resting || isUrgent(value)) pass(value);
          else waiting = { value };
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
      return () => {
        source.unsubscribe();
        resting?.unsubscribe();
      };
    });
}
