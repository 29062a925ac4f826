import { Anchor, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMe } from '../actions/me';
import { client, good } from '../api/client';
import names from '../app/listing.module.css';
import { QueryFailure } from '../details/query-failure';
import { engineName } from '../profiles/profiles';
import { words } from '../texts/settings';

/** The server, and for whom it takes this browser. */
export function About() {
  const me = useMe();
  const query = useQuery({ queryKey: ['version'], queryFn: () => good(client.GET('/api/v1/version')), staleTime: 60_000 });
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
      <dt>{words.about.engines}</dt>
      <dd>{query.data.engines.map(engineName).join(', ')}</dd>
      <dt>{words.about.who}</dt>
      <dd dir="auto">{authenticated ? name : words.about.local}</dd>
      <dt>{words.about.role}</dt>
      <dd>{words.about.roles[role]}</dd>
      <dt>{words.about.api}</dt>
      <dd>
        {words.about.apiVersion(query.data.api)}{' '}
        <Anchor href="/api/v1/openapi.yaml" target="_blank" size="sm">
          {words.about.document}
        </Anchor>
      </dd>
    </dl>
  );
}
