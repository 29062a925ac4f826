import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client, good } from '../api/client';
import { texts } from '../app/texts';
import names from './page.module.css';
import { QueryFailure } from './query-failure';
import type { PartKey } from './timeline';

/** The end of the server's log, as far as it speaks of the job. */
export default function LogTab({ job, stale }: PartKey) {
  const query = useQuery({
    queryKey: ['log', job],
    queryFn: () => good(client.GET('/api/v1/jobs/{job}/log', { params: { path: { job }, query: { lines: 400 } } })),
    enabled: !stale,
    refetchInterval: 5000,
  });
  if (query.error) {
    return <QueryFailure error={query.error} again={() => void query.refetch()} />;
  }
  if (!query.data) {
    return <Skeleton height={200} />;
  }
  return query.data.lines.length === 0 ? (
    <Text c="var(--muted)">{texts.details.noLog}</Text>
  ) : (
    <pre className={names.log} tabIndex={0} aria-label={texts.details.tabs.log}>
      {query.data.lines.join('\n')}
    </pre>
  );
}
