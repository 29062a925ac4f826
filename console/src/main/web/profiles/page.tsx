import { Button, Group, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useObstacle } from '../actions/me';
import { useLiveJobs } from '../api/live';
import type { ProfileView } from '../api/types';
import { IconPlus, IconSearch } from '../app/icons';
import names from '../app/listing.module.css';
import '../app/more-styles';
import { Offer } from '../app/offer';
import { PageTitle } from '../app/page-title';
import { StaleBanner } from '../app/stale';
import { Ago } from '../app/time';
import { QueryFailure } from '../details/query-failure';
import { words } from '../texts/profiles';
import { engineName, matchingProfiles, tlsWords } from './profiles';
import { allProfiles } from './queries';

const route = getRouteApi('/profiles');

/** All connection profiles. */
export default function ProfilesPage() {
  const { connection } = useLiveJobs();
  const stale = connection.kind === 'stale';
  const query = useQuery(allProfiles(stale));
  const { q } = route.useSearch();
  const shown = matchingProfiles(query.data ?? [], q);
  return (
    <>
      <StaleBanner connection={connection} />
      <Stack className={names.page} gap="md">
        <Group justify="space-between" gap="sm">
          <Group gap="sm" align="baseline">
            <PageTitle>
              {words.title}
            </PageTitle>
            {query.data && query.data.length > 0 && (
              <Text size="sm" c="var(--muted)" role="status">
                {words.count(shown.length, query.data.length)}
              </Text>
            )}
          </Group>
          <Create stale={stale} />
        </Group>
        <Text size="sm" c="var(--muted)" maw={760}>
          {words.explains}
        </Text>
        {query.error ? (
          <QueryFailure error={query.error} again={() => void query.refetch()} />
        ) : !query.data ? (
          <Waiting />
        ) : (
          <Known all={query.data} shown={shown} stale={stale} />
        )}
      </Stack>
    </>
  );
}

function Create({ stale }: { stale: boolean }) {
  const obstacle = useObstacle(stale);
  return (
    <Offer obstacle={obstacle}>
      {(off) => (
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          renderRoot={(props) => <Link {...props} {...off} to="/profiles/new" disabled={obstacle !== undefined} />}
        >
          {words.create}
        </Button>
      )}
    </Offer>
  );
}

function Waiting() {
  return (
    <Stack gap={10} role="status">
      <Text size="sm" c="var(--muted)">
        {words.loading}
      </Text>
      <Skeleton height={150} />
    </Stack>
  );
}

function Known({ all, shown, stale }: { all: ProfileView[]; shown: ProfileView[]; stale: boolean }) {
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const search = (wanted: string) => void navigate({ search: { q: wanted || undefined }, replace: true });
  if (all.length === 0) {
    return (
      <Stack align="center" gap="sm" py={72}>
        <Title order={2} size="h4">
          {words.emptyTitle}
        </Title>
        <Text size="sm" c="var(--muted)" ta="center">
          {words.empty}
        </Text>
      </Stack>
    );
  }
  return (
    <>
      <TextInput
        className={names.search}
        type="search"
        aria-label={words.searchLabel}
        placeholder={words.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={q ?? ''}
        onChange={(event) => search(event.currentTarget.value)}
      />
      {shown.length === 0 ? (
        <Stack align="center" gap="sm" py={56} role="status">
          <Text>{words.noMatch(q ?? '')}</Text>
          <Button variant="default" onClick={() => search('')}>
            {words.clear}
          </Button>
        </Stack>
      ) : (
        <div className={stale ? 'stale' : undefined}>
          <List profiles={shown} />
        </div>
      )}
    </>
  );
}

function List({ profiles }: { profiles: ProfileView[] }) {
  return (
    <div className={names.frame}>
      <table className={`${names.table} ${names.stacks}`}>
        <thead>
          <tr>
            {Object.values(words.columns).map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {profiles.map((profile) => (
            <Line key={profile.id} profile={profile} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ profile }: { profile: ProfileView }) {
  return (
    <tr>
      <td>
        <Link className={names.name} to="/profiles/$profile" params={{ profile: profile.id }} dir="auto">
          {profile.name}
        </Link>
      </td>
      <td data-label={words.columns.engine}>{engineName(profile.engine)}</td>
      <td data-label={words.columns.server}>{profile.server}</td>
      <td data-label={words.columns.tls}>{tlsWords(profile)}</td>
      <td data-label={words.columns.tunnel}>{profile.tunnel?.host ?? words.none}</td>
      <td data-label={words.columns.jobs} className={names.fixed} title={profile.jobs.join(', ')}>
        {words.migrations(profile.jobs.length)}
      </td>
      <td data-label={words.columns.changed} className={names.fixed}>
        <Ago at={profile.changedAt} />
      </td>
    </tr>
  );
}
