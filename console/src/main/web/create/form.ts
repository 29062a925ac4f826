import type { JobRequest } from '../api/types';

/** Where from, or where to; what was typed for the other way stays while one is tried. */
export interface PlaceValues {
  by: 'profile' | 'address';
  profile: string;
  url: string;
}

export interface Pair {
  from: string;
  to: string;
}

/** Limits for some hours; both hours empty: for all others. Sizes in MiB. */
export interface WindowValues {
  from: string;
  to: string;
  dumpRows: string;
  dumpMiB: string;
  cdcRows: string;
  cdcMiB: string;
}

/** What stands in the fields, as it was typed. */
export interface Values {
  source: PlaceValues;
  target: PlaceValues;
  databases: string[];
  /** Only what tables name; else all, and tables is kept for whoever goes back. */
  only: boolean;
  tables: string[];
  excludeTables: string[];
  renames: Pair[];
  schemaRenames: Pair[];
  name: string;
  labels: Pair[];
  mode: string;
  option: string;
  existingTarget: string;
  parallelism: string;
  workers: string;
  throttles: WindowValues[];
  startAt: string;
  promote: string;
  fence: string;
  fallback: boolean;
  roles: boolean;
  owner: string;
  keyless: string;
  retention: { bytes: string; policy: string; disk: string };
  giveWay: { sessions: string; lagSeconds: string };
}

const MIB = 1024 * 1024;
const WORDS = ['min', 'optimal', 'max'];

export const NO_WINDOW: WindowValues = { from: '', to: '', dumpRows: '', dumpMiB: '', cdcRows: '', cdcMiB: '' };

const place = (text: string | undefined): PlaceValues => ({
  by: text?.includes('://') ? 'address' : 'profile',
  profile: text && !text.includes('://') ? text : '',
  url: text?.includes('://') ? text : '',
});

const pairs = (map: Record<string, string> | undefined): Pair[] => Object.entries(map ?? {}).map(([from, to]) => ({ from, to }));

const amount = (value: number | undefined, unit = 1): string => (value ? String(value / unit) : '');

/** Settings as they are, or all defaults, in the fields. */
export function fromRequest(settings: JobRequest): Values {
  const { parallelism = 'optimal', retention, giveWay } = settings;
  return {
    source: place(settings.source),
    target: place(settings.target),
    databases: settings.databases ?? [],
    only: (settings.tables ?? []).length > 0,
    tables: settings.tables ?? [],
    excludeTables: settings.excludeTables ?? [],
    renames: pairs(settings.renames),
    schemaRenames: pairs(settings.schemaRenames),
    name: settings.name ?? '',
    labels: pairs(settings.labels),
    mode: settings.mode ?? 'online',
    option: settings.option ?? 'validate-and-migrate',
    existingTarget: settings.existingTarget ?? 'fail',
    parallelism: WORDS.includes(parallelism) ? parallelism : 'number',
    workers: WORDS.includes(parallelism) ? '' : parallelism,
    throttles: (settings.throttles ?? []).map(({ from, to, dump, cdc }) => ({
      from: from ?? '',
      to: to ?? '',
      dumpRows: amount(dump?.rowsPerSecond),
      dumpMiB: amount(dump?.bytesPerSecond, MIB),
      cdcRows: amount(cdc?.rowsPerSecond),
      cdcMiB: amount(cdc?.bytesPerSecond, MIB),
    })),
    startAt: localMinute(settings.startAt),
    promote: settings.promote ?? 'manual',
    fence: settings.fence ?? 'check',
    fallback: settings.fallback ?? false,
    roles: settings.roles ?? false,
    owner: settings.owner ?? 'keep',
    keyless: settings.keyless ?? 'full',
    retention: { bytes: retention?.bytes ?? '', policy: retention?.policy ?? 'warn', disk: retention?.disk ?? '' },
    giveWay: { sessions: amount(giveWay?.activeSessions), lagSeconds: amount(giveWay?.standbyLagMs, 1000) },
  };
}

/** A moment as a field for date and time holds it, in the zone of whoever looks. */
export function localMinute(iso: string | undefined): string {
  if (!iso) {
    return '';
  }
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

const text = (value: string): string | undefined => value.trim() || undefined;
const number = (value: string): number | undefined => (value.trim() ? Number(value) : undefined);
const size = (value: string): number | undefined => (value.trim() ? Math.round(Number(value) * MIB) : undefined);
const list = (values: string[]): string[] | undefined => (values.length > 0 ? values : undefined);

function map(values: Pair[]): Record<string, string> | undefined {
  const filled = values.filter((each) => each.from !== '' || each.to !== '');
  return filled.length > 0 ? Object.fromEntries(filled.map(({ from, to }) => [from, to])) : undefined;
}

function some<T extends object>(values: T): T | undefined {
  return Object.values(values).some((each) => each !== undefined) ? values : undefined;
}

export const chosen = ({ by, profile, url }: PlaceValues): string | undefined => text(by === 'profile' ? profile : url);

function window({ from, to, ...limits }: WindowValues) {
  return {
    from: text(from),
    to: text(to),
    dump: some({ rowsPerSecond: number(limits.dumpRows), bytesPerSecond: size(limits.dumpMiB) }),
    cdc: some({ rowsPerSecond: number(limits.cdcRows), bytesPerSecond: size(limits.cdcMiB) }),
  };
}

function startAt(values: Values, before: JobRequest): string | undefined {
  if (values.startAt === '') {
    return undefined;
  }
  // The field has no seconds; a moment that nobody touched keeps its own.
  return values.startAt === localMinute(before.startAt) ? before.startAt : new Date(values.startAt).toISOString();
}

/** What the fields ask for; what is empty is left to the server. Keys that this page does not know stay as they were. */
export function toRequest(values: Values, before: JobRequest = {}): JobRequest {
  const { bytes, policy, disk } = values.retention;
  const lagSeconds = number(values.giveWay.lagSeconds);
  const request: JobRequest = {
    ...before,
    name: text(values.name),
    source: chosen(values.source),
    target: chosen(values.target),
    databases: list(values.databases),
    tables: values.only ? list(values.tables) : undefined,
    excludeTables: list(values.excludeTables),
    renames: map(values.renames),
    schemaRenames: map(values.schemaRenames),
    labels: map(values.labels),
    mode: values.mode as JobRequest['mode'],
    option: values.option as JobRequest['option'],
    existingTarget: values.existingTarget as JobRequest['existingTarget'],
    parallelism: values.parallelism === 'number' ? text(values.workers) : values.parallelism,
    throttles: values.throttles.length > 0 ? values.throttles.map(window) : undefined,
    startAt: startAt(values, before),
    promote: values.promote as JobRequest['promote'],
    fence: values.fence as JobRequest['fence'],
    fallback: values.fallback || undefined,
    roles: values.roles,
    owner: values.owner as JobRequest['owner'],
    keyless: values.keyless as JobRequest['keyless'],
    retention: text(bytes) || text(disk) || policy !== 'warn' ? { bytes: text(bytes), policy: policy as 'warn', disk: text(disk) } : undefined,
    giveWay: some({
      activeSessions: number(values.giveWay.sessions),
      standbyLagMs: lagSeconds === undefined ? undefined : Math.round(lagSeconds * 1000),
    }),
  };
  return JSON.parse(JSON.stringify(request)) as JobRequest;
}
