import { serverNow } from '../api/clock';
import { bytes, clock, count, duration } from '../app/format';
import { texts } from '../app/texts';

export type Metric = 'lagBytes' | 'lagMs' | 'rowsPerSecond' | 'bytesPerSecond' | 'retainedBytes';

/** How a measure is said and drawn. */
export interface Measure {
  format: (value: number) => string;
  /** What the axis shows at least: below it there is nothing to tell apart. */
  least: number;
  /** Steps between ticks that are round in its unit. */
  steps: number[];
}

const KIB = 1024;
const BINARY = Array.from({ length: 50 }, (_, power) => 2 ** power);
const COUNTS = Array.from({ length: 12 }, (_, power) => [1, 2, 5].map((each) => each * 10 ** power)).flat();
const SECOND = 1000;
const TIMES = [500, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 43200, 86400].map((each, index) => (index === 0 ? each : each * SECOND));

export const MEASURES: Record<Metric, Measure> = {
  lagBytes: { format: bytes, least: 4 * KIB, steps: BINARY },
  lagMs: { format: duration, least: SECOND, steps: TIMES },
  rowsPerSecond: { format: (value) => texts.details.perSecond(count(Math.round(value))), least: 10, steps: COUNTS },
  bytesPerSecond: { format: (value) => texts.details.perSecond(bytes(value)), least: 4 * KIB, steps: BINARY },
  retainedBytes: { format: bytes, least: 4 * KIB, steps: BINARY },
};

/** From nothing to a little above the highest. */
export function range(max: number | null, least: number): [number, number] {
  return [0, Math.max((max ?? 0) * 1.1, least)];
}

/** No label twice: a tick without one is still a line. */
export function distinct(labels: string[]): string[] {
  return labels.map((label, index) => (labels.indexOf(label) === index ? label : ''));
}

/** Moments in seconds; with seconds where ticks are closer than a minute. */
export function timeLabels(ticks: number[], step: number): string[] {
  const short = step >= 60;
  return distinct(ticks.map((tick) => (short ? clock(tick * 1000).slice(0, 5) : clock(tick * 1000))));
}

/** Shown at least, so that the first samples are no zigzag of seconds. */
const LEAST_SECONDS = 120;

export function moments(min: number | null, max: number | null): [number, number] {
  const end = max ?? serverNow() / 1000;
  return [Math.min(min ?? end, end - LEAST_SECONDS), end];
}
