import { Anchor, Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { present } from '../api/job';
import { useLiveJob, type JobNow, type Live } from '../api/live';
import type { JobView } from '../api/types';
import { Boundary } from '../app/boundary';
import { count } from '../app/format';
import '../app/more-styles';
import { PageTitle } from '../app/page-title';
import { part } from '../app/part';
import { StaleBanner } from '../app/stale';
import { texts } from '../app/texts';
import { FailureBox } from '../jobs/failure';
import { Awaited, type PartKey } from './ask';
import { WaitingBanner } from '../waiting/banner';
import { DatabasesTab } from './databases';
import './details.css';
import { Header } from './header';
import names from './page.module.css';
import { StageBar } from './stage-bar';
import { TABS, type Tab } from './tabs';

const Charts = part(() => import('./charts'));
const TablesTab = part(() => import('./tables'));
const TimelineTab = part(() => import('./timeline'));
const ValidationTab = part(() => import('./validation'));
const VerificationTab = part(() => import('../verification/tab'));
const LogTab = part(() => import('./log'));
const SettingsTab = part(() => import('./settings'));

const route = getRouteApi('/jobs/$job');

/** One migration, live. */
export default function DetailsPage() {
  const { job } = route.useParams();
  return <Details key={job} id={job} />;
}

function Details({ id }: { id: string }) {
  const live = useLiveJob(id);
  const { view, removed } = live.value;
  if (removed) {
    return <Gone title={texts.details.removed} />;
  }
  if (live.connection.kind === 'refused') {
    return <Gone title={live.connection.cause.problem?.title ?? texts.notFound.title} found={live.connection.cause.problem?.found} />;
  }
  if (!view) {
    return (
      <Stack className={names.page} role="status">
        <Text size="sm" c="var(--muted)">
          {texts.details.loading}
        </Text>
        <Skeleton height={40} maw={420} />
        <Skeleton height={90} />
        <Skeleton height={240} />
      </Stack>
    );
  }
  return (
    <>
      <StaleBanner connection={live.connection} />
      <Known view={view} live={live} />
    </>
  );
}

function Known({ view, live }: { view: JobView; live: Live<JobNow> }) {
  const stale = live.connection.kind !== 'live';
  const fresh = { stale, asOf: live.asOf };
  const { tab } = route.useSearch();
  return (
    <Stack className={names.page} gap="md">
      <Header view={view} fresh={fresh} />
      <Stack gap="md" className={stale ? 'stale' : undefined}>
        {view.failure && <FailureBox failure={view.failure} />}
        <WaitingBanner view={view} here={(tab ?? 'databases') === 'databases'} />
        <Boundary>
          <StageBar view={view} />
        </Boundary>
        <Boundary>
          <Suspense fallback={<Skeleton height={150} />}>
            <Charts view={view} stale={stale} />
          </Suspense>
        </Boundary>
        <Parts view={view} stale={stale} told={live.value.told} />
      </Stack>
    </Stack>
  );
}

function Parts({ view, stale, told }: { view: JobView; stale: boolean; told: number }) {
  const { tab = 'databases' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Tabs
      value={tab}
      onChange={(next) => void navigate({ search: (now) => ({ ...now, tab: (next ?? 'databases') as Tab }), replace: true })}
      keepMounted={false}
    >
      <Tabs.List className={names.tabs}>
        {TABS.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {texts.details.tabs[each]}
            {each === 'databases' && ` ${count(present(view).length)}`}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {TABS.map((each) => (
        <Tabs.Panel key={each} value={each} pt="md">
          <Boundary>
            <Suspense fallback={<Awaited height={200} />}>{bodyOf(each, view, { job: view.id, told, stale })}</Suspense>
          </Boundary>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function bodyOf(tab: Tab, view: JobView, key: PartKey) {
  switch (tab) {
    case 'databases':
      return <DatabasesTab view={view} stale={key.stale} />;
    case 'tables':
      return <TablesTab {...key} />;
    case 'timeline':
      return <TimelineTab {...key} />;
    case 'validation':
      return <ValidationTab {...key} />;
    case 'verification':
      return <VerificationTab view={view} {...key} />;
    case 'log':
      return <LogTab {...key} />;
    case 'settings':
      return <SettingsTab view={view} {...key} />;
  }
}

function Gone({ title, found }: { title: string; found?: string | undefined }) {
  return (
    <Stack align="center" gap="sm" py={80} role="status">
      <PageTitle size="h3">
        {title}
      </PageTitle>
      {found && <Text c="var(--muted)">{found}</Text>}
      <Anchor component={Link} to="/">
        {texts.notFound.back}
      </Anchor>
    </Stack>
  );
}
