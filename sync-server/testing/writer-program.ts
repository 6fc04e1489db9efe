import { someTime } from '../../contract/testing/build-event.ts';
import { servesAsWriter } from '../writer-thread.ts';

// The writing thread alone, for tests: a thread needs a file of plain JavaScript, which is bundled from this one. Its clock stands at
// `someTime`, as the store contract wants it.

Date.now = () => someTime;
servesAsWriter();
