import type { JobListItem } from '../api/types';

export const SORTS = ['name', 'status', 'lag', 'mode', 'type', 'source', 'engine', 'databases', 'duration', 'started'] as const;
export type Column = (typeof SORTS)[number];

/** What the address of the page says of the list. */
export interface Search {
  q?: string;
  status?: string[];
  mode?: string;
  label?: string;
  /** A column; with - before it the largest first. */
  sort?: string;
  hide?: Column[];
}

/** Only what is understood; an address may come from anywhere. */
export function readSearch(raw: Record<string, unknown>): Search {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const list = (value: unknown) =>
    (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string' && each !== '');
  const status = list(raw.status);
  const hide = list(raw.hide).filter((each): each is Column => (SORTS as readonly string[]).includes(each) && each !== 'name');
  const sort = text(raw.sort);
  return {
    // A search for digits alone comes out of the address as a number.
    q: text(typeof raw.q === 'number' ? String(raw.q) : raw.q),
    status: status.length > 0 ? status : undefined,
    mode: text(raw.mode),
    label: text(raw.label),
    sort: sort && (SORTS as readonly string[]).includes(sort.replace(/^-/, '')) ? sort : undefined,
    hide: hide.length > 0 ? hide : undefined,
  };
}

export function isFiltered(search: Search): boolean {
  return Boolean(search.q ?? search.status ?? search.mode ?? search.label);
}

/** Those that the address asks for. */
export function matching(jobs: Iterable<JobListItem>, search: Search): JobListItem[] {
  const words = (search.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return [...jobs].filter(
    (job) =>
      (!search.status || search.status.includes(job.status)) &&
      (!search.mode || search.mode === job.mode) &&
      (!search.label || labels(job).includes(search.label)) &&
      words.every((word) => haystack(job).includes(word)),
  );
}

export function labels(job: JobListItem): string[] {
  return Object.entries(job.labels).map(([key, value]) => `${key}=${value}`);
}

function haystack(job: JobListItem): string {
  return [job.name, job.state, job.sourceServer, job.sourceType, job.targetServer, ...labels(job)].join(' ').toLowerCase();
}

/** What a column is sorted by; undefined sorts last. */
export function sortKey(job: JobListItem, column: Column): string | number | undefined {
  switch (column) {
    case 'name':
      return job.name;
    case 'status':
      return job.state;
    case 'mode':
      return job.mode;
    case 'type':
      return job.type;
    case 'source':
      return job.sourceServer;
    case 'engine':
      return job.sourceType;
    case 'databases':
      return job.databases;
    case 'lag':
      return job.lagBytes;
    case 'duration':
      return job.durationMs;
    case 'started':
      return job.startedAt ? Date.parse(job.startedAt) : undefined;
  }
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Sorted as the address says; newest start first unless it says so, and what has not started before all. */
export function sorted(jobs: JobListItem[], sort: string | undefined): JobListItem[] {
  const order = sort ?? '-started';
  const down = order.startsWith('-');
  const column = order.replace(/^-/, '') as Column;
  return [...jobs].sort((a, b) => {
    const [x, y] = [sortKey(a, column), sortKey(b, column)];
    if (x === undefined || y === undefined) {
      const missingFirst = column === 'started' && down;
      const order = Number(x === undefined) - Number(y === undefined);
      return (missingFirst ? -order : order) || tie(a, b);
    }
    const difference = typeof x === 'number' && typeof y === 'number' ? x - y : collator.compare(String(x), String(y));
    return (down ? -difference : difference) || tie(a, b);
  });
}

/** Newest first, and always the same order: rows do not jump. */
function tie(a: JobListItem, b: JobListItem): number {
  return b.createdAt.localeCompare(a.createdAt) || a.id.localeCompare(b.id);
}
