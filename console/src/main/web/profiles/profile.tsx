import { Anchor, Paper, Skeleton, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useLiveJobs } from '../api/live';
import names from '../app/listing.module.css';
import '../app/more-styles';
import { StaleBanner } from '../app/stale';
import { QueryFailure } from '../details/query-failure';
import { words } from '../texts/profiles';
import { ProfileFacts } from './facts';
import { oneProfile } from './queries';

const route = getRouteApi('/profiles/$profile');

/** One connection profile. */
export default function ProfilePage() {
  const { profile: id } = route.useParams();
  const { connection } = useLiveJobs();
  const stale = connection.kind !== 'live';
  const query = useQuery(oneProfile(id, stale));
  return (
    <>
      <StaleBanner connection={connection} />
      <Stack className={`${names.page} ${names.narrow}`} gap="md">
        <Anchor renderRoot={(props) => <Link {...props} to="/profiles" />} size="sm" w="fit-content">
          {words.all}
        </Anchor>
        {query.error && <QueryFailure error={query.error} again={() => void query.refetch()} />}
        {query.isPending && <Skeleton height={260} />}
        {query.data && (
          <>
            <Title order={1} size="h2" dir="auto" className="wrap">
              {query.data.name}
            </Title>
            <Paper withBorder p="lg" className={stale ? names.stale : undefined}>
              <ProfileFacts profile={query.data} />
            </Paper>
          </>
        )}
      </Stack>
    </>
  );
}
