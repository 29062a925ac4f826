import { toRequest, type Values } from '../create/form';
import type { JobRequest } from '../api/types';

/** What may change while a job runs, as far as this page offers it. */
export const LIVE = ['parallelism', 'throttles', 'labels'] as const;
export type LiveKey = (typeof LIVE)[number];

/** As RFC 7396 has it: null takes away. */
export type Patch = { [key in LiveKey]?: unknown };

const text = (value: unknown): string => JSON.stringify(value ?? null);

/** What two settings have otherwise of what is live. */
export function otherwise(a: JobRequest, b: JobRequest): LiveKey[] {
  return LIVE.filter((key) => text(a[key]) !== text(b[key]));
}

/** What has to be said so that the settings become what stands in the fields; nothing for what nobody touched. */
export function patch(base: JobRequest, values: Values, touched: Values): Patch {
  const before = toRequest(touched, base);
  const after = toRequest(values, base);
  const change: Patch = {};
  for (const key of otherwise(before, after)) {
    change[key] = key === 'labels' ? labels(base.labels ?? {}, after.labels ?? {}) : (after[key] ?? null);
  }
  return change;
}

/** Labels merge: one that went has to be named. */
function labels(before: Record<string, string>, after: Record<string, string>): Record<string, string | null> {
  const gone = Object.keys(before).filter((key) => !(key in after));
  return { ...after, ...Object.fromEntries(gone.map((key) => [key, null])) };
}
