import { BehaviorSubject, NEVER, of, throwError } from 'rxjs';
import { expect, test } from 'vitest';
import { streamStore } from './stream-store.ts';

const nothing = () => ({ current: undefined });
const ignore = () => {};

test('given a stream that has not spoken, there is no value', () => {
  const store = streamStore(NEVER, nothing());

  store.subscribe(ignore);

  expect(store.read()).toBeUndefined();
});

test('given values, the newest is read and each is announced', () => {
  const values$ = new BehaviorSubject(1);
  const store = streamStore(values$, nothing());
  let announced = 0;

  store.subscribe(() => announced++);
  values$.next(2);

  expect(store.read()).toBe(2);
  expect(announced).toBe(2);
});

test('given a copy of what was said, nothing is announced and the value is the object it was', () => {
  const row = { id: 'a', tags: ['vip'] };
  const values$ = new BehaviorSubject({ rows: [row] });
  const store = streamStore(values$, nothing());
  let announced = 0;

  store.subscribe(() => announced++);
  values$.next(structuredClone({ rows: [row] }));

  expect(announced).toBe(1);
  expect(store.read()?.rows[0]).toBe(row);
});

test('given another stream, the old value stays until the new one speaks', () => {
  const newest: { current: string | undefined } = { current: undefined };
  streamStore(of('old'), newest).subscribe(ignore);

  const silent = streamStore<string>(NEVER, newest);
  silent.subscribe(ignore);
  const before = silent.read();
  const speaking = streamStore(of('new'), newest);
  speaking.subscribe(ignore);

  expect([before, speaking.read()]).toEqual(['old', 'new']);
});

test('given nobody listening any more, the stream is let go', () => {
  const values$ = new BehaviorSubject(1);

  const leave = streamStore(values$, nothing()).subscribe(ignore);
  leave();

  expect(values$.observed).toBe(false);
});

test('given a stream that fails, reading throws with its cause, so that a boundary shows it', () => {
  const cause = new Error('replica');
  const store = streamStore(
    throwError(() => cause),
    nothing(),
  );

  store.subscribe(ignore);

  expect(() => store.read()).toThrow(expect.objectContaining({ cause }));
});
