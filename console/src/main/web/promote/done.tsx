import { Anchor, Code, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client, good } from '../api/client';
import type { Switching } from '../api/job';
import type { JobView, WayBackView } from '../api/types';
import { CopyButton } from '../app/copy';
import { count, duration } from '../app/format';
import { IconCircleCheck } from '../app/icons';
import { lagWords } from '../details/header';
import { QueryFailure } from '../details/query-failure';
import { StatusBadge } from '../jobs/badge';
import { ReportLink } from '../jobs/report-link';
import { promoteTexts } from '../texts/promote';
import { Steps } from './steps';

/** It is done: how long writes waited, where applications go now, and what is next. */
export function Done({ view, switching }: { view: JobView; switching: Switching }) {
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
          <Text fw={600}>{view.wayBackOf ? promoteTexts.doneBack : promoteTexts.done}</Text>
        </Group>
        {reports.map((each) => {
          const address = `${view.target?.engine ?? ''}://${view.target?.server ?? ''}/${encodeURIComponent(each.target?.database ?? each.database)}`;
          return (
            <div key={each.database}>
              <Text size="sm" fw={600} dir="auto">
                {each.database}
              </Text>
              <Text size="sm">{promoteTexts.waited(duration(each.writePauseMs))}</Text>
              <Seen switching={switching} database={each.database} wholeMs={each.writePauseMs} />
              <Text size="sm">{promoteTexts.tablesEqual(count(each.tables.filter((table) => table.equal).length), count(each.tables.length))}</Text>
              <Group gap={6}>
                <Code c="inherit">{address}</Code>
                <CopyButton text={address} />
              </Group>
            </div>
          );
        })}
        {view.wayBack && <WayBack wayBack={view.wayBack} />}
        <div>
          <Text size="sm" fw={600}>
            {promoteTexts.nextTitle}
          </Text>
          <ul style={{ margin: '4px 0 0', fontSize: 14 }}>
            {promoteTexts.nextSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
        </div>
        <ReportLink job={view.id} words={promoteTexts.report} />
      </Stack>
    </Paper>
  );
}

/** The steps, for whoever watched them. */
function Seen({ switching, database, wholeMs }: { switching: Switching; database: string; wholeMs: number }) {
  const known = switching.get(database);
  return known ? <Steps database={database} {...known} wholeMs={wholeMs} /> : null;
}

function WayBack({ wayBack }: { wayBack: WayBackView }) {
  return (
    <Group gap="sm">
      <Text size="sm" fw={600}>
        {promoteTexts.wayBack}
      </Text>
      <StatusBadge status={wayBack.status} words={wayBack.state} />
      <Text size="sm" c="var(--muted)">
        {wayBack.lag ? lagWords(wayBack.lag) : ''}
      </Text>
      <Anchor renderRoot={(props) => <Link {...props} to="/jobs/$job/promote" params={{ job: wayBack.id }} />} size="sm">
        {promoteTexts.wayBackGo}
      </Anchor>
    </Group>
  );
}
