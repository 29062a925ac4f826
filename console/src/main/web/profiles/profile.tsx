import { Anchor, Button, Group, Paper, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { useObstacle } from '../actions/me';
import { client, good } from '../api/client';
import { useLiveJobs } from '../api/live';
import { useOnce } from '../api/once';
import type { ProfileView } from '../api/types';
import { BusyButton } from '../app/busy-button';
import names from '../app/listing.module.css';
import '../app/more-styles';
import { Offer } from '../app/offer';
import { PageTitle } from '../app/page-title';
import { part } from '../app/part';
import { Refused } from '../app/refused';
import { StaleBanner } from '../app/stale';
import { QueryFailure } from '../details/query-failure';
import { words } from '../texts/profiles';
import { ProfileFacts } from './facts';
import { oneProfile } from './queries';
import { TestResult } from './test-result';

const EditProfile = part(() => import('./edit'));
const CloneDialog = part(() => import('./clone'));
const DeleteDialog = part(() => import('./delete'));

const route = getRouteApi('/profiles/$profile');

/** One connection profile. */
export default function ProfilePage() {
  const { profile: id } = route.useParams();
  const { connection } = useLiveJobs();
  const stale = connection.kind === 'stale';
  const query = useQuery(oneProfile(id, stale));
  const navigate = route.useNavigate();
  const known = query.data?.id;
  // A name in the address leads here as well; it may change while the page is open.
  useEffect(() => {
    if (known !== undefined && known !== id) {
      void navigate({ params: { profile: known }, search: true, replace: true });
    }
  }, [known, id, navigate]);
  return (
    <>
      <StaleBanner connection={connection} />
      <Stack className={`${names.page} ${names.narrow}`} gap="md">
        <Anchor renderRoot={(props) => <Link {...props} to="/profiles" />} size="sm" w="fit-content">
          {words.all}
        </Anchor>
        {query.error && <QueryFailure error={query.error} again={() => void query.refetch()} />}
        {query.isPending && <Skeleton height={260} />}
        {query.data && <Known key={query.data.id} profile={query.data} stale={stale} />}
      </Stack>
    </>
  );
}

function Known({ profile, stale }: { profile: ProfileView; stale: boolean }) {
  const { edit } = route.useSearch();
  const navigate = route.useNavigate();
  const editing = (wanted: boolean) => void navigate({ search: { edit: wanted || undefined } });
  return (
    <>
      <PageTitle>
        {edit ? words.editTitle(profile.name) : profile.name}
      </PageTitle>
      {edit ? (
        <Suspense fallback={<Skeleton height={300} />}>
          <EditProfile profile={profile} stale={stale} close={() => editing(false)} />
        </Suspense>
      ) : (
        <Shown profile={profile} stale={stale} edit={() => editing(true)} />
      )}
    </>
  );
}

function Shown({ profile, stale, edit }: { profile: ProfileView; stale: boolean; edit: () => void }) {
  const obstacle = useObstacle(stale);
  const [asked, setAsked] = useState<'clone' | 'delete'>();
  const test = useOnce({
    mutationFn: () => good(client.POST('/api/v1/profiles/{profile}/test', { params: { path: { profile: profile.id } } })),
  });
  const act = (what: () => void) => () => obstacle === undefined && what();
  return (
    <>
      <Group gap="xs">
        <Offer obstacle={obstacle}>
          {(off) => (
            <BusyButton {...off} busy={test.isPending} onClick={act(() => test.mutate())}>
              {words.test}
            </BusyButton>
          )}
        </Offer>
        <Offer obstacle={obstacle}>
          {(off) => (
            <Button {...off} variant="default" onClick={act(edit)}>
              {words.edit}
            </Button>
          )}
        </Offer>
        <Offer obstacle={obstacle}>
          {(off) => (
            <Button {...off} variant="default" onClick={act(() => setAsked('clone'))}>
              {words.clone}…
            </Button>
          )}
        </Offer>
        <Offer obstacle={obstacle}>
          {(off) => (
            <Button {...off} variant="default" c={obstacle ? undefined : 'var(--tone-bad)'} onClick={act(() => setAsked('delete'))}>
              {words.delete}…
            </Button>
          )}
        </Offer>
      </Group>
      {test.error && <Refused error={test.error} />}
      {test.data && (
        <Paper withBorder p="lg">
          <TestResult result={test.data} />
        </Paper>
      )}
      <Paper withBorder p="lg" className={stale ? 'stale' : undefined}>
        <ProfileFacts profile={profile} />
      </Paper>
      <Suspense fallback={null}>
        {asked === 'clone' && <CloneDialog profile={profile} close={() => setAsked(undefined)} />}
        {asked === 'delete' && <DeleteDialog profile={profile} close={() => setAsked(undefined)} />}
      </Suspense>
    </>
  );
}
