import { Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense, type ReactNode } from 'react';
import { useMe } from '../actions/me';
import { useLiveJobs } from '../api/live';
import names from '../app/listing.module.css';
import '../app/more-styles';
import { PageTitle } from '../app/page-title';
import { StaleBanner } from '../app/stale';
import { part } from '../app/part';
import { words } from '../texts/settings';
import { About } from './about';
import { Keys } from './keys';
import { TABS, type Tab } from './search';

const Tokens = part(() => import('./tokens'));
const Audit = part(() => import('./audit'));

const route = getRouteApi('/settings');

/** Who may ask, who did what, and the server itself. */
export default function SettingsPage() {
  const { connection } = useLiveJobs();
  const stale = connection.kind === 'stale';
  const { tab = 'tokens' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <StaleBanner connection={connection} />
      <Stack className={names.page} gap="md">
        <PageTitle>
          {words.title}
        </PageTitle>
        <Tabs value={tab} onChange={(next) => void navigate({ search: { tab: (next ?? 'tokens') as Tab } })} keepMounted={false}>
          <Tabs.List>
            {TABS.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {words.tabs[each]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Suspense fallback={<Skeleton height={200} mt="md" />}>
            <Tabs.Panel value="tokens" pt="md">
              <ForAdmins otherwise={words.tokens.notYours}>
                <Tokens stale={stale} />
              </ForAdmins>
            </Tabs.Panel>
            <Tabs.Panel value="audit" pt="md">
              <ForAdmins otherwise={words.audit.notYours}>
                <Audit stale={stale} />
              </ForAdmins>
            </Tabs.Panel>
            <Tabs.Panel value="about" pt="md">
              <About />
              <Keys />
            </Tabs.Panel>
          </Suspense>
        </Tabs>
      </Stack>
    </>
  );
}

/** The server would refuse to show it to others; they are told why. */
function ForAdmins({ otherwise, children }: { otherwise: (role: string) => string; children: ReactNode }) {
  const me = useMe();
  if (!me.data) {
    return <Skeleton height={200} />;
  }
  return me.data.role === 'admin' ? children : <Text size="sm">{otherwise(me.data.role)}</Text>;
}
