/** Between a number and its unit. */
const NBSP = ' ';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** 1536 → 1.5 KiB; three digits are enough for people. */
export function bytes(value: number): string {
  let unit = 0;
  let rest = value;
  while (rest >= 1024 && unit < UNITS.length - 1) {
    rest /= 1024;
    unit++;
  }
  const digits = unit === 0 || rest >= 100 ? 0 : rest >= 10 ? 1 : 1;
  return `${new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(rest)}${NBSP}${UNITS[unit]}`;
}

export function count(value: number): string {
  return new Intl.NumberFormat('en').format(value);
}

/** 4,102 ms → 4.1 s; 7,440,000 ms → 2h 04m. */
export function duration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (ms < 10_000) {
    return `${(ms / 1000).toFixed(1)}${NBSP}s`;
  }
  if (seconds < 60) {
    return `${seconds}${NBSP}s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) {
    return `${minutes}m${NBSP}${pad(seconds % 60)}s`;
  }
  if (minutes < 60) {
    return `${minutes}${NBSP}min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours}h${NBSP}${pad(minutes % 60)}m` : `${Math.floor(hours / 24)}d${NBSP}${hours % 24}h`;
}

/** The same for what is over in a moment: 12 ms. */
export function quick(ms: number): string {
  return ms < 1000 ? `${Math.max(1, Math.round(ms))}${NBSP}ms` : duration(ms);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** "2 minutes ago"; a moment ahead by a clock that is off a little is now. */
export function ago(then: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - then) / 1000));
  const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'narrow' });
  if (seconds < 60) {
    return seconds < 5 ? 'just now' : relative.format(-seconds, 'second');
  }
  if (seconds < 3600) {
    return relative.format(-Math.floor(seconds / 60), 'minute');
  }
  if (seconds < 86_400) {
    return relative.format(-Math.floor(seconds / 3600), 'hour');
  }
  return relative.format(-Math.floor(seconds / 86_400), 'day');
}

/** In the viewer's zone, with its name. */
export function moment(then: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'long',
  }).format(then);
}

/** The same in UTC, as logs say it. */
export function utc(then: number): string {
  return new Date(then).toISOString().replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
}

/** The time of day alone, for what is of today. */
export function clock(then: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(then);
}
