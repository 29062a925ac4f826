import { Checkbox, Group, Progress, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { columnVisibilityFeature, createColumnHelper, rowSelectionFeature, rowSortingFeature, tableFeatures } from '@tanstack/react-table';
import type { JobListItem } from '../api/types';
import { bytes, count, duration } from '../app/format';
import { useNow } from '../app/now';
import { texts } from '../app/texts';
import { Ago } from '../app/time';
import { StatusBadge, WaitingBadge } from '../jobs/badge';
import type { Column } from '../jobs/filter';
import { look } from '../jobs/tone';
import names from './page.module.css';

export const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature, rowSortingFeature });

/** How sure the row is: while the page is stale nothing in it moves. */
export interface Freshness {
  stale: boolean;
  asOf: number;
}

const helper = createColumnHelper<typeof features, Row>();

/** A job and how fresh that is. */
export interface Row {
  job: JobListItem;
  fresh: Freshness;
}

/** Two short lines rather than half of one. */
export const wraps = (column: string): boolean => column === 'type' || column === 'engine';

const NUMBERS: Partial<Record<Column, true>> = { databases: true, duration: true };

export const isNumber = (column: string): boolean => NUMBERS[column as Column] === true;

/** Together they fit into a window of 1280. */
const WIDTHS: Record<Column | 'select', number> = {
  select: 38,
  name: 158,
  status: 236,
  lag: 130,
  mode: 68,
  type: 90,
  source: 146,
  engine: 100,
  databases: 68,
  duration: 80,
  started: 96,
};

export const width = (column: string): number => WIDTHS[column as Column | 'select'];

export const columns = helper.columns([
  helper.display({
    id: 'select',
    cell: ({ row }) => (
      <Checkbox
        size="xs"
        aria-label={texts.batch.select(row.original.job.name)}
        checked={row.getIsSelected()}
        onChange={row.getToggleSelectedHandler()}
      />
    ),
  }),
  helper.display({ id: 'name', header: texts.columns.name, cell: ({ row }) => <Name job={row.original.job} /> }),
  helper.display({ id: 'status', header: texts.columns.status, cell: ({ row }) => <Status {...row.original} /> }),
  helper.display({ id: 'lag', header: texts.columns.lag, cell: ({ row }) => <LagOrProgress job={row.original.job} /> }),
  helper.display({ id: 'mode', header: texts.columns.mode, cell: ({ row }) => mode(row.original.job) }),
  helper.display({ id: 'type', header: texts.columns.type, cell: ({ row }) => type(row.original.job) }),
  helper.display({ id: 'source', header: texts.columns.source, cell: ({ row }) => <span title={row.original.job.sourceServer}>{row.original.job.sourceServer || '–'}</span> }),
  helper.display({ id: 'engine', header: texts.columns.engine, cell: ({ row }) => engine(row.original.job.sourceType) }),
  helper.display({ id: 'databases', header: texts.columns.databases, cell: ({ row }) => <Databases job={row.original.job} /> }),
  helper.display({ id: 'duration', header: texts.columns.duration, cell: ({ row }) => <Duration {...row.original} /> }),
  helper.display({ id: 'started', header: texts.columns.started, cell: ({ row }) => <Started job={row.original.job} /> }),
]);

export function Name({ job }: { job: JobListItem }) {
  return (
    <Link className={names.name} to="/jobs/$job" params={{ job: job.id }} title={job.name} dir="auto">
      {job.name}
    </Link>
  );
}

export function Status({ job, fresh }: Row) {
  return (
    <Group gap={3}>
      <StatusBadge status={job.status} words={job.state} still={fresh.stale} />
      {job.waitingForUser && <WaitingBadge />}
    </Group>
  );
}

const mode = (job: JobListItem) => texts.modes[job.mode] ?? job.mode;
const type = (job: JobListItem) => texts.types[job.type] ?? job.type;

/** "postgresql 15.4" as people write it. */
export function engine(told: string): string {
  const [id = '', ...version] = told.split(' ');
  return [texts.engines[id] ?? id, ...version].join(' ') || '–';
}

function Databases({ job }: { job: JobListItem }) {
  return (
    <>
      {count(job.databases)}
      {job.databasesFailed > 0 && (
        <Text size="xs" c="var(--tone-bad)" fw={600} lh={1.2}>
          {texts.migrations.databasesFailed(job.databasesFailed)}
        </Text>
      )}
    </>
  );
}

/** In the full dump how much is copied, in CDC how far behind; elsewhere neither is known. */
export function LagOrProgress({ job }: { job: JobListItem }) {
  if (job.lagBytes !== undefined) {
    return job.caughtUp ? (
      <Text size="sm" c="var(--tone-good)">
        {texts.migrations.notDelayed}
      </Text>
    ) : (
      <Text size="sm">{texts.migrations.behind(duration(job.lagMs ?? 0), bytes(job.lagBytes))}</Text>
    );
  }
  if (job.percent !== undefined) {
    return (
      <Stack gap={4}>
        <Text size="xs">{texts.migrations.copied(job.percent)}</Text>
        <Progress value={job.percent} size={5} color="var(--tone-moving)" aria-label={texts.migrations.copied(job.percent)} />
      </Stack>
    );
  }
  return (
    <Text size="sm" c="var(--muted)" span>
      {look(job.status).tone === 'moving' ? texts.migrations.notKnown : '–'}
    </Text>
  );
}

const ENDED = new Set(['COMPLETED', 'ENDED', 'FAILED', 'STOPPED', 'DRAFT', 'NOT_STARTED']);

/** Goes on by itself while the job does and the page is live. */
function Duration({ job, fresh }: Row) {
  const now = useNow();
  if (job.durationMs === undefined) {
    return '–';
  }
  const since = ENDED.has(job.status) || fresh.stale ? 0 : Math.max(0, now - fresh.asOf);
  return duration(Math.floor((job.durationMs + since) / 1000) * 1000);
}

function Started({ job }: { job: JobListItem }) {
  return job.startedAt ? (
    <Ago at={job.startedAt} />
  ) : (
    '–'
  );
}
