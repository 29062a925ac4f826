import type { JobListItem, JobPage } from './types';

/** All jobs that are known, by id; undefined before the first answer, which is not the same as none. */
export type Jobs = ReadonlyMap<string, JobListItem> | undefined;

/** What a job's line becomes with what the server says: a lower version never replaces a higher one. */
function newer(known: JobListItem | undefined, told: JobListItem): JobListItem {
  return known && known.version > told.version ? known : told;
}

/** The jobs after an event of /api/v1/events. Types that nobody knows change nothing. */
export function afterEvent(jobs: Jobs, type: string, data: unknown): Jobs {
  switch (type) {
    case 'snapshot':
      return new Map((data as JobPage).items.map((item) => [item.id, newer(jobs?.get(item.id), item)]));
    case 'job': {
      const item = data as JobListItem;
      const next = new Map(jobs);
      next.set(item.id, newer(jobs?.get(item.id), item));
      return next;
    }
    case 'removed': {
      const next = new Map(jobs);
      next.delete((data as { id: string }).id);
      return next;
    }
    default:
      return jobs;
  }
}
