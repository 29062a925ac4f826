import { Anchor, Button, Code, Group, Loader, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { likely, type Action } from '../actions/kinds';
import { useObstacle } from '../actions/me';
import { client, good } from '../api/client';
import { present } from '../api/job';
import { useLiveJob } from '../api/live';
import type { JobView, RehearsalView, WriterView } from '../api/types';
import { CopyButton } from '../app/copy';
import { bytes, count, duration } from '../app/format';
import { IconAlertTriangle, IconCircle, IconCircleCheck, IconProgress } from '../app/icons';
import '../app/more-styles';
import { useNow } from '../app/now';
import { StaleBanner } from '../app/stale';
import { texts } from '../app/texts';
import { Ago } from '../app/time';
import { lagWords } from '../details/header';
import names from '../details/page.module.css';
import { QueryFailure } from '../details/query-failure';
import { StatusBadge, WaitingBadge } from '../jobs/badge';
import { FailureBox } from '../jobs/failure';
import { worstLag } from '../jobs/stages';

const ActionDialog = lazy(() => import('../actions/dialog'));
const route = getRouteApi('/jobs/$job/promote');
const ASK_EVERY_MS = 3000;

/** The switch: what is to be seen before it, while it goes on, and what to do after it. */
export default function PromotePage() {
  const { job } = route.useParams();
  return <Promote key={job} id={job} />;
}

function Promote({ id }: { id: string }) {
  const live = useLiveJob(id);
  const { view } = live.value;
  if (!view) {
    return <Skeleton height={300} m="xl" />;
  }
  const stale = live.connection.kind !== 'live';
  return (
    <>
      <StaleBanner connection={live.connection} />
      <Stack className={names.page} gap="md" maw={900}>
        <Anchor renderRoot={(props) => <Link {...props} to="/jobs/$job" params={{ job: view.id }} />} size="sm" w="fit-content">
          {texts.promote.back(view.name)}
        </Anchor>
        <Group gap="sm">
          <Title order={1} size="h2" dir="auto">
            {texts.promote.title(view.name)}
          </Title>
          <StatusBadge status={view.status} words={view.state} still={stale} />
          {view.waitingForUser && <WaitingBadge />}
        </Group>
        {view.status === 'COMPLETED' ? <Done view={view} /> : switching(view) ? <Switching view={view} stale={stale} /> : <Before view={view} told={live.value.told} stale={stale} />}
      </Stack>
    </>
  );
}

function switching(view: JobView): boolean {
  return view.phase === 'PROMOTING' || view.phase === 'COMPLETING';
}

type Sign = 'good' | 'warning' | 'open';

const SIGNS = { good: IconCircleCheck, warning: IconAlertTriangle, open: IconCircle };

function Check({ sign, title, children }: { sign: Sign; title: string; children: ReactNode }) {
  const Icon = SIGNS[sign];
  return (
    <Group component="li" gap="sm" wrap="nowrap" align="flex-start">
      <Icon
        size={20}
        role="img"
        aria-label={texts.promote.signs[sign]}
        color={`var(--tone-${sign === 'open' ? 'idle' : sign})`}
        style={{ flex: 'none', marginTop: 2 }}
      />
      <div style={{ minWidth: 0 }}>
        <Text fw={600} size="sm">
          {title}
        </Text>
        <Text size="sm" component="div" c="var(--muted)" className="wrap">
          {children}
        </Text>
      </div>
    </Group>
  );
}

function Before({ view, told, stale }: { view: JobView; told: number; stale: boolean }) {
  const [asked, setAsked] = useState<Action>();
  const obstacle = useObstacle(stale);
  const reason = (action: Action) => obstacle ?? view.unavailableActions.find((each) => each.action === action)?.reason;
  return (
    <>
      <Text size="sm" c="var(--muted)">
        {texts.promote.nothingYet}
      </Text>
      <Paper withBorder p="lg">
        <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
          <LagCheck view={view} />
          <Writers view={view} stale={stale} />
          <Verified view={view} told={told} stale={stale} />
          <Rehearsed view={view} told={told} stale={stale} />
        </Stack>
      </Paper>
      <Group gap="xs">
        {(['PROMOTE', 'REHEARSE'] as const).map((action) => (
          <Button
            key={action}
            variant={action === 'PROMOTE' ? 'filled' : 'default'}
            aria-disabled={reason(action) !== undefined || undefined}
            data-disabled={reason(action) !== undefined || undefined}
            onClick={() => reason(action) === undefined && setAsked(action)}
          >
            {texts.actions.names[action]}…
          </Button>
        ))}
        {reason('PROMOTE') && (
          <Text size="sm" c="var(--muted)">
            {reason('PROMOTE')}
          </Text>
        )}
      </Group>
      {asked && (
        <Suspense fallback={null}>
          <ActionDialog action={asked} job={view} close={() => setAsked(undefined)} />
        </Suspense>
      )}
    </>
  );
}

function LagCheck({ view }: { view: JobView }) {
  const lag = worstLag(view);
  return (
    <Check sign={lag?.caughtUp ? 'good' : lag ? 'warning' : 'open'} title={texts.details.lag}>
      {lag ? texts.promote.lag(lagWords(lag), bytes(lag.lagBytes), duration(lag.lagMs)) : texts.migrations.notKnown}
    </Check>
  );
}

function Writers({ view, stale }: { view: JobView; stale: boolean }) {
  const query = useQuery({
    queryKey: ['writers', view.id],
    queryFn: () => good(client.GET('/api/v1/jobs/{job}/writers', { params: { path: { job: view.id } } })),
    enabled: !stale && view.begun,
    refetchInterval: ASK_EVERY_MS,
    placeholderData: keepPreviousData,
  });
  if (query.error) {
    return (
      <Check sign="open" title={texts.promote.writers}>
        <QueryFailure error={query.error} again={() => void query.refetch()} />
      </Check>
    );
  }
  const groups = query.data ? grouped(query.data) : undefined;
  return (
    <Check sign={groups ? (groups.length === 0 ? 'good' : 'warning') : 'open'} title={texts.promote.writers}>
      {groups ? (groups.length === 0 ? texts.promote.nobodyWrites : groups.join(', ')) : texts.migrations.notKnown}
    </Check>
  );
}

/** "billing (app_rw): 2 in shop": by whom a person can be asked to stop. */
function grouped(writers: WriterView[]): string[] {
  const groups = new Map<string, number>();
  writers.forEach((each) => {
    const key = texts.promote.writer(each.application || texts.promote.noName, each.user, each.database);
    groups.set(key, (groups.get(key) ?? 0) + 1);
  });
  return [...groups].map(([who, times]) => `${who}: ${times}`);
}

function Verified({ view, told, stale }: { view: JobView; told: number; stale: boolean }) {
  const query = useQuery({
    queryKey: ['verifications', view.id, told],
    queryFn: () => good(client.GET('/api/v1/jobs/{job}/verifications', { params: { path: { job: view.id }, query: { size: 1 } } })),
    enabled: !stale,
    placeholderData: keepPreviousData,
  });
  const last = query.data?.items[0];
  if (!last) {
    return (
      <Check sign="open" title={texts.promote.verified}>
        {texts.promote.notVerified}
      </Check>
    );
  }
  return (
    <Check sign={last.state === 'EQUAL' ? 'good' : last.state === 'RUNNING' || last.state === 'REQUESTED' ? 'open' : 'warning'} title={texts.promote.verified}>
      {texts.promote.verifications[last.state] ?? last.state}
      {last.result && `: ${texts.promote.tablesEqual(count(last.result.tablesEqual), count(last.result.tables))}`}
      {last.endedAt && (
        <>
          {', '}
          <Ago at={last.endedAt} />
        </>
      )}
    </Check>
  );
}

function Rehearsed({ view, told, stale }: { view: JobView; told: number; stale: boolean }) {
  const query = useQuery({
    queryKey: ['rehearsal', view.id, told],
    queryFn: () => good(client.GET('/api/v1/jobs/{job}/rehearsal', { params: { path: { job: view.id } } })),
    enabled: !stale,
    placeholderData: keepPreviousData,
  });
  const known = query.data?.databases ?? [];
  const pending = known.some((each) => each.pending);
  const refusals = known.flatMap((each) => each.refusals);
  const pause = foretold(known);
  const last = known.find((each) => each.at)?.at;
  return (
    <Check sign={refusals.length > 0 ? 'warning' : pause !== undefined && !pending ? 'good' : 'open'} title={texts.promote.rehearsed}>
      {pending ? texts.promote.rehearsing : pause === undefined && refusals.length === 0 ? texts.promote.notRehearsed : null}
      {!pending && pause !== undefined && <>{texts.promote.pause(duration(pause))} </>}
      {!pending && last && <Ago at={last} />}
      {refusals.length > 0 && (
        <Stack gap="xs" mt="xs">
          {refusals.map((each) => (
            <FailureBox key={`${each.code} ${each.found}`} failure={each} />
          ))}
        </Stack>
      )}
    </Check>
  );
}

/** Writers of one database wait for that database: the longest is what somebody feels. */
function foretold(databases: RehearsalView['databases']): number | undefined {
  const pauses = databases.flatMap((each) => (each.pauseMs === undefined ? [] : [each.pauseMs]));
  return pauses.length > 0 ? Math.max(...pauses) : undefined;
}

function Switching({ view, stale }: { view: JobView; stale: boolean }) {
  const now = useNow();
  const [asked, setAsked] = useState(false);
  const obstacle = useObstacle(stale);
  return (
    <Paper withBorder p="lg" role="status">
      <Stack gap="md">
        <Group gap="sm">
          <Loader size="sm" aria-hidden />
          <Text fw={600}>{view.state}</Text>
          {!stale && <Text c="var(--muted)">{texts.promote.since(duration(Math.max(0, now - Date.parse(view.changedAt))))}</Text>}
        </Group>
        <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
          {present(view).map((each) => (
            <Group key={each.id} component="li" gap="sm">
              <IconProgress size={17} aria-hidden />
              <Text size="sm" fw={600} dir="auto">
                {each.source}
              </Text>
              <StatusBadge status={each.status} words={each.state} still={stale} />
              <Text size="sm" c="var(--muted)">
                {each.lag ? lagWords(each.lag) : ''}
              </Text>
            </Group>
          ))}
        </Stack>
        {!obstacle && likely(view.availableActions).includes('STOP') && (
          <Button variant="default" w="fit-content" onClick={() => setAsked(true)}>
            {texts.promote.abort}
          </Button>
        )}
        {asked && (
          <Suspense fallback={null}>
            <ActionDialog action="STOP" job={view} close={() => setAsked(false)} />
          </Suspense>
        )}
      </Stack>
    </Paper>
  );
}

function Done({ view }: { view: JobView }) {
  const query = useQuery({
    queryKey: ['report', view.id],
    queryFn: () => good(client.GET('/api/v1/jobs/{job}/report', { params: { path: { job: view.id } }, headers: { Accept: 'application/json' } })),
  });
  if (query.error) {
    return <QueryFailure error={query.error} again={() => void query.refetch()} />;
  }
  // The other form of a report is a page for people.
  const reports = typeof query.data === 'object' ? query.data.databases : [];
  return (
    <Paper withBorder p="lg">
      <Stack gap="md">
        <Group gap="sm">
          <IconCircleCheck size={22} color="var(--tone-good)" aria-hidden />
          <Text fw={600}>{texts.promote.done}</Text>
        </Group>
        {reports.map((each) => {
          const address = `${each.target?.engine ?? ''}://${each.target?.address ?? ''}/${each.target?.database ?? each.database}`;
          return (
            <div key={each.database}>
              <Text size="sm" fw={600} dir="auto">
                {each.database}
              </Text>
              <Text size="sm">{texts.promote.waited(duration(each.writePauseMs))}</Text>
              <Text size="sm">{texts.promote.tablesEqual(count(each.tables.filter((table) => table.equal).length), count(each.tables.length))}</Text>
              <Group gap={6}>
                <Code c="inherit">{address}</Code>
                <CopyButton text={address} />
              </Group>
            </div>
          );
        })}
        <div>
          <Text size="sm" fw={600}>
            {texts.promote.nextTitle}
          </Text>
          <ul style={{ margin: '4px 0 0', fontSize: 14 }}>
            {texts.promote.nextSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
        </div>
        <Anchor href={`/api/v1/jobs/${encodeURIComponent(view.id)}/report`} target="_blank" size="sm" w="fit-content">
          {texts.promote.report}
        </Anchor>
      </Stack>
    </Paper>
  );
}
