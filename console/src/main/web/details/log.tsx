import { Text } from '@mantine/core';
import { client, good } from '../api/client';
import { texts } from '../app/texts';
import { Ask, type PartKey } from './ask';
import names from './page.module.css';

/** The end of the server's log, as far as it speaks of the job. */
export default function LogTab({ job, stale }: PartKey) {
  return (
    <Ask
      queryKey={['log', job]}
      queryFn={() => good(client.GET('/api/v1/jobs/{job}/log', { params: { path: { job }, query: { lines: 400 } } }))}
      enabled={!stale}
      refetchInterval={5000}
      height={200}
    >
      {({ lines }) =>
        lines.length === 0 ? (
          <Text c="var(--muted)">{texts.details.noLog}</Text>
        ) : (
          <pre className={names.log} tabIndex={0} aria-label={texts.details.tabs.log}>
            {lines.join('\n')}
          </pre>
        )
      }
    </Ask>
  );
}
