import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from '../contract/zod.ts';

/** In device-independent pixels. */
export const MIN_WIDTH = 960;
export const MIN_HEIGHT = 600;
const LARGEST = 20_000;
/** How much of a window must be on some display for it to be found again with a mouse. */
const VISIBLE = 100;

const Coordinate = z.int().min(-LARGEST).max(LARGEST);

const WindowState = z.strictObject({
  position: z.strictObject({ x: Coordinate, y: Coordinate }).optional(),
  width: z.int().min(MIN_WIDTH).max(LARGEST),
  height: z.int().min(MIN_HEIGHT).max(LARGEST),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof WindowState>;
export type Area = Readonly<{ x: number; y: number; width: number; height: number }>;

const firstTime: WindowState = { width: 1280, height: 820, maximized: false };

/** What was saved, or the first time's: a file that is missing, cut short or edited by hand never stops a start. */
export function readWindowState(file: string): WindowState {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return firstTime;
  }
}

/** Replaces the file in one step. */
export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(WindowState.parse(state)));
  renameSync(`${file}.new`, file);
}

/** Forgets a position that no display shows any more, as after a monitor was unplugged. */
export function fitToDisplays(state: WindowState, displays: readonly Area[]): WindowState {
  const { position, ...rest } = state;
  const reachable = position !== undefined && displays.some((display) => isReachable({ ...rest, ...position }, display));
  return reachable ? state : rest;
}

function isReachable(window: Area, display: Area): boolean {
  const across = Math.min(window.x + window.width, display.x + display.width) - Math.max(window.x, display.x);
  const titleBarIsOn = window.y >= display.y && window.y <= display.y + display.height - VISIBLE;
  return across >= VISIBLE && titleBarIsOn;
}
