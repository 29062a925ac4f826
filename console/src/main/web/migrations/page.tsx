import { Button, Code, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import type { RowSelectionState } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { useLiveJobs, type Live as LiveOf } from '../api/live';
import type { Jobs } from '../api/jobs';
import { StaleBanner } from '../app/stale';
import { texts } from '../app/texts';
import { CreateButton } from '../create/button';
import { matching, sorted, type Search } from '../jobs/filter';
import { BatchBar } from './batch-bar';
import { Cards } from './cards';
import type { Row } from './columns';
import { Grid } from './grid';
import { usePlaces, type Places } from './place';
import names from './page.module.css';
import { Heading, Toolbar, type Change } from './toolbar';

type Live = LiveOf<Jobs>;

const route = getRouteApi('/');

/** All jobs, live. */
export function MigrationsPage() {
  const live = useLiveJobs();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change: Change = (wanted) => void navigate({ search: (now) => ({ ...now, ...wanted }), replace: true });
  const rows = useRows(live, search);
  const places = usePlaces(rows, search);
  const [selection, select] = useState<RowSelectionState>({});
  return (
    <div className={names.whole}>
      <StaleBanner connection={live.connection} />
      <div className={names.page}>
        <Heading connection={live.connection} shown={rows.length} total={live.value?.size ?? 0} newer={places.newer} show={places.show} />
        <Body live={live} places={places} search={search} change={change} selection={selection} select={select} />
      </div>
    </div>
  );
}

function useRows(live: Live, search: Search): Row[] {
  const stale = live.connection.kind !== 'live';
  return useMemo(() => {
    const fresh = { stale, asOf: live.asOf };
    return sorted(matching(live.value?.values() ?? [], search), search.sort).map((job) => ({ job, fresh }));
  }, [live.value, live.asOf, stale, search]);
}

interface BodyProps {
  live: Live;
  places: Places;
  search: Search;
  change: Change;
  selection: RowSelectionState;
  select: Select;
}

type Select = Parameters<typeof Grid>[0]['select'];

function Body({ live, places, search, change, selection, select }: BodyProps) {
  const phone = useMediaQuery('(max-width: 48em)');
  const { rows } = places;
  if (!live.value) {
    return <Waiting />;
  }
  if (live.value.size === 0) {
    return <Nothing stale={live.connection.kind === 'stale'} />;
  }
  const stale = live.connection.kind !== 'live' ? 'stale' : undefined;
  return (
    <>
      <Toolbar search={search} change={change} jobs={[...live.value.values()]} />
      <BatchBar jobs={rows.map((row) => row.job).filter((job) => selection[job.id])} stale={stale !== undefined} clear={() => select({})} />
      {rows.length === 0 ? (
        <NoMatch change={change} />
      ) : phone ? (
        <div className={stale}>
          <Cards rows={rows} />
        </div>
      ) : (
        <div className={stale} style={{ display: 'contents' }} onMouseEnter={places.hold} onMouseLeave={places.release}>
          <Grid rows={rows} search={search} change={change} selection={selection} select={select} />
        </div>
      )}
    </>
  );
}

function Waiting() {
  return (
    <Stack gap={10} role="status">
      <Text size="sm" c="var(--muted)">
        {texts.migrations.loading}
      </Text>
      {[0, 1, 2, 3].map((each) => (
        <Skeleton key={each} height={44} radius="sm" />
      ))}
    </Stack>
  );
}

function Nothing({ stale }: { stale: boolean }) {
  return (
    <Stack align="center" gap="sm" py={72}>
      <Title order={2} size="h4">
        {texts.migrations.emptyTitle}
      </Title>
      <CreateButton stale={stale} second />
      <Text size="sm" c="var(--muted)">
        {texts.migrations.empty}
      </Text>
      {texts.migrations.emptyCommands.map((command) => (
        <Code key={command} block c="inherit" maw="100%">
          {command}
        </Code>
      ))}
    </Stack>
  );
}

function NoMatch({ change }: { change: Change }) {
  return (
    <Stack align="center" gap="sm" py={72} role="status">
      <Title order={2} size="h4">
        {texts.migrations.noMatchTitle}
      </Title>
      <Text size="sm" c="var(--muted)">
        {texts.migrations.noMatch}
      </Text>
      <Button variant="default" onClick={() => change({ q: undefined, status: undefined, mode: undefined, label: undefined })}>
        {texts.migrations.clear}
      </Button>
    </Stack>
  );
}
