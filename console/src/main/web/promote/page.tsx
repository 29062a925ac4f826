import { Anchor, Group, Skeleton, Stack, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useLiveJob, type JobNow } from '../api/live';
import type { JobView } from '../api/types';
import '../app/more-styles';
import { PageTitle } from '../app/page-title';
import { StaleBanner } from '../app/stale';
import { texts } from '../app/texts';
import names from '../details/page.module.css';
import { StatusBadge, WaitingBadge } from '../jobs/badge';
import { promoteTexts } from '../texts/promote';
import { Before } from './before';
import { Done } from './done';
import { Switching } from './switching';

const route = getRouteApi('/jobs/$job/promote');

/** The switch: what is to be seen before it, while it goes on, and what to do after it. */
export default function PromotePage() {
  const { job } = route.useParams();
  return <Promote key={job} id={job} />;
}

function Promote({ id }: { id: string }) {
  const { value, connection } = useLiveJob(id);
  const { view } = value;
  const stale = connection.kind !== 'live';
  if (connection.kind === 'refused') {
    return (
      <Stack className={names.page} align="center" py={72}>
        <PageTitle size="h3">
          {connection.cause.problem?.title ?? texts.notFound.title}
        </PageTitle>
        <Text c="var(--muted)">{connection.cause.problem?.found}</Text>
        <Anchor component={Link} to="/">
          {texts.notFound.back}
        </Anchor>
      </Stack>
    );
  }
  return (
    <>
      <StaleBanner connection={connection} />
      <Stack className={names.page} gap="md" maw={900}>
        {view ? (
          <>
            <Heading view={view} stale={stale} />
            <Part now={value} view={view} stale={stale} />
          </>
        ) : (
          <div role="status">
            <Text c="var(--muted)" size="sm" mb="sm">
              {texts.details.loading}
            </Text>
            <Skeleton height={300} />
          </div>
        )}
      </Stack>
    </>
  );
}

function Heading({ view, stale }: { view: JobView; stale: boolean }) {
  return (
    <>
      <Anchor renderRoot={(props) => <Link {...props} to="/jobs/$job" params={{ job: view.id }} />} size="sm" w="fit-content">
        {promoteTexts.back(view.name)}
      </Anchor>
      <Group gap="sm">
        <PageTitle>
          {view.wayBackOf ? promoteTexts.titleBack(view.name) : promoteTexts.title(view.name)}
        </PageTitle>
        <StatusBadge status={view.status} words={view.state} still={stale} />
        {view.waitingForUser && <WaitingBadge />}
      </Group>
    </>
  );
}

function Part({ now, view, stale }: { now: JobNow; view: JobView; stale: boolean }) {
  if (view.status === 'COMPLETED') {
    return <Done view={view} switching={now.switching} />;
  }
  return view.phase === 'PROMOTING' || view.phase === 'COMPLETING' ? (
    <Switching view={view} switching={now.switching} stale={stale} />
  ) : (
    <Before view={view} told={now.told} refused={now.refused} stale={stale} />
  );
}
