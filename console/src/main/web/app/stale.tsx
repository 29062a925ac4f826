import { Alert, Button, Group, Text } from '@mantine/core';
import { retryNow } from '../api/live';
import type { Connection } from '../api/stream';
import { clock, duration } from './format';
import { IconPlugConnectedX } from './icons';
import { useNow } from './now';
import { texts } from './texts';

/** Says that the page shows the past, since when, and when it tries again. */
export function StaleBanner({ connection }: { connection: Connection }) {
  return (
    <div role="status" aria-live="polite">
      {connection.kind === 'stale' && <Banner stale={connection} />}
    </div>
  );
}

function Banner({ stale }: { stale: Extract<Connection, { kind: 'stale' }> }) {
  const now = useNow();
  const wait = stale.nextTryAt === undefined ? undefined : Math.ceil((stale.nextTryAt - now) / 1000) * 1000;
  return (
    <Alert
      radius={0}
      icon={<IconPlugConnectedX aria-hidden />}
      title={texts.connection.staleTitle(clock(stale.since))}
      styles={{
        root: { background: 'var(--tone-warning-ground)', color: 'var(--tone-warning)' },
        title: { color: 'inherit' },
        icon: { color: 'inherit' },
      }}
    >
      <Group gap="sm">
        <Text size="sm" c="var(--tone-warning)">
          {stale.cause?.problem?.title ?? texts.connection.staleBody}{' '}
          <span aria-hidden>
            {wait !== undefined && wait > 0 ? texts.connection.nextTry(duration(Math.max(wait, 1000))) : texts.connection.trying}
          </span>
        </Text>
        <Button size="compact-sm" variant="outline" color="var(--tone-warning)" onClick={retryNow}>
          {texts.connection.tryNow}
        </Button>
      </Group>
    </Alert>
  );
}
