import { Anchor, Skeleton, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMe } from '../actions/me';
import { client, good } from '../api/client';
import { useLiveJobs } from '../api/live';
import names from '../app/listing.module.css';
import '../app/more-styles';
import { StaleBanner } from '../app/stale';
import { QueryFailure } from '../details/query-failure';
import { words } from '../texts/settings';

/** Access, who did what, and the server itself. */
export default function SettingsPage() {
  const { connection } = useLiveJobs();
  return (
    <>
      <StaleBanner connection={connection} />
      <Stack className={names.page} gap="md">
        <Title order={1} size="h2">
          {words.title}
        </Title>
        <About />
      </Stack>
    </>
  );
}

function About() {
  const me = useMe();
  const query = useQuery({ queryKey: ['version'], queryFn: () => good(client.GET('/api/v1/version')) });
  if (query.error) {
    return <QueryFailure error={query.error} again={() => void query.refetch()} />;
  }
  if (!query.data || !me.data) {
    return <Skeleton height={140} />;
  }
  const { name, role, authenticated } = me.data;
  return (
    <dl className={names.facts}>
      <dt>{words.about.version}</dt>
      <dd>Godwit {query.data.version}</dd>
      <dt>{words.about.address}</dt>
      <dd>{window.location.origin}</dd>
      <dt>{words.about.who}</dt>
      <dd dir="auto">{authenticated ? name : words.about.local}</dd>
      <dt>{words.about.role}</dt>
      <dd>{words.about.roles[role]}</dd>
      <dt>{words.about.api}</dt>
      <dd>
        {query.data.api}{' · '}
        <Anchor href="/api/v1/openapi.yaml" target="_blank" size="sm">
          {words.about.document}
        </Anchor>
      </dd>
    </dl>
  );
}
