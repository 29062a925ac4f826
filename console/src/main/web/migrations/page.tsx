import { Button, Code, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useLive, type Live } from '../api/live';
import { texts } from '../app/texts';
import { matching, sorted, type Search } from '../jobs/filter';
import { Cards } from './cards';
import type { Row } from './columns';
import { Grid } from './grid';
import names from './page.module.css';
import { Heading, Toolbar, type Change } from './toolbar';

const route = getRouteApi('/');

/** All jobs, live. */
export function MigrationsPage() {
  const live = useLive();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change: Change = (wanted) => void navigate({ search: (now) => ({ ...now, ...wanted }), replace: true });
  const rows = useRows(live, search);
  return (
    <div className={names.page}>
      <Heading connection={live.connection} shown={rows.length} total={live.jobs?.size ?? 0} />
      <Body live={live} rows={rows} search={search} change={change} />
    </div>
  );
}

function useRows(live: Live, search: Search): Row[] {
  const stale = live.connection.kind !== 'live';
  return useMemo(() => {
    const fresh = { stale, asOf: live.asOf };
    return sorted(matching(live.jobs?.values() ?? [], search), search.sort).map((job) => ({ job, fresh }));
  }, [live.jobs, live.asOf, stale, search]);
}

function Body({ live, rows, search, change }: { live: Live; rows: Row[]; search: Search; change: Change }) {
  const phone = useMediaQuery('(max-width: 48em)');
  if (!live.jobs) {
    return <Waiting />;
  }
  if (live.jobs.size === 0) {
    return <Nothing />;
  }
  const stale = live.connection.kind !== 'live' ? names.stale : undefined;
  return (
    <>
      <Toolbar search={search} change={change} jobs={[...live.jobs.values()]} />
      {rows.length === 0 ? (
        <NoMatch change={change} />
      ) : phone ? (
        <div className={stale}>
          <Cards rows={rows} />
        </div>
      ) : (
        <div className={stale} style={{ display: 'contents' }}>
          <Grid rows={rows} search={search} change={change} />
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

function Nothing() {
  return (
    <Stack align="center" gap="sm" py={72}>
      <Title order={2} size="h4">
        {texts.migrations.emptyTitle}
      </Title>
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
