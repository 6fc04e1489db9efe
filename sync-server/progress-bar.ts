/** Where progress is shown: a terminal, or a file that keeps every line. */
export type Screen = Readonly<{ isTTY?: boolean | undefined; write(text: string): unknown }>;

export type ProgressBar = Readonly<{
  /** How far a piece of work is; another `label` is another piece. */
  show(label: string, unit: string, done: number, total: number): void;
  /** A line that stays. */
  say(line: string): void;
}>;

const width = 24;
const drawnEveryMs = 100;
const percent = 100;
/** Of a shorter moment no rate is said. */
const shortestRateMs = 100;
/** In a file each line stays, so there are few. */
const saidEveryPercent = 10;
const startOfLine = '\r\u001b[2K';
const number = new Intl.NumberFormat('en');

/** On a terminal one line that is drawn again and again, elsewhere a line for every tenth. `now` in ms. */
export function progressBar(screen: Screen, now: () => number): ProgressBar {
  let label: string | undefined;
  let beganAt = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let saidPercent = 0;
  let drawn = false;

  const clear = () => {
    if (drawn) screen.write(startOfLine);
    drawn = false;
  };

  return {
    show(piece, unit, done, total) {
      if (piece !== label) [label, beganAt, saidPercent, drawnAt] = [piece, now(), 0, Number.NEGATIVE_INFINITY];
      const line = progressLine({ label: piece, unit, done, total, elapsedMs: now() - beganAt });
      const reached = percentOf(done, total);
      if (screen.isTTY) {
        if (now() - drawnAt < drawnEveryMs && done < total) return;
        drawnAt = now();
        drawn = true;
        screen.write(`${startOfLine}${line}`);
      } else if (reached >= saidPercent + saidEveryPercent) {
        saidPercent = reached - (reached % saidEveryPercent);
        screen.write(`${line}\n`);
      }
    },
    say(line) {
      clear();
      screen.write(`${line}\n`);
    },
  };
}

type Progress = Readonly<{ label: string; unit: string; done: number; total: number; elapsedMs: number }>;

/** `shop: folding  [######------]  50 %  500,000 of 1,000,000 facts  25,000/s  20 s left` */
export function progressLine({ label, unit, done, total, elapsedMs }: Progress): string {
  const filled = Math.floor((percentOf(done, total) * width) / percent);
  const perSecond = elapsedMs >= shortestRateMs ? (done * 1_000) / elapsedMs : 0;
  const rate = perSecond > 0 ? `  ${number.format(Math.round(perSecond))}/s` : '';
  const left = perSecond > 0 && done < total ? `  ${duration((total - done) / perSecond)} left` : '';
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}]`;
  const share = `${String(percentOf(done, total)).padStart(3)} %`;
  return `${label}  ${bar} ${share}  ${number.format(done)} of ${number.format(total)} ${unit}${rate}${left}`;
}

const percentOf = (done: number, total: number): number => (total === 0 ? percent : Math.floor((done * percent) / total));

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
