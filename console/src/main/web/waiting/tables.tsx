import { Button, Group, Stack, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useObstacle } from '../actions/me';
import type { DatabaseView, JobView, WaitingView } from '../api/types';
import { waitingTexts as texts } from '../texts/waiting';
import { choicesFor, nameOf, type Choice } from './choices';
import { part } from '../app/part';

const DecideDialog = part(() => import('./decide'));

interface Asked {
  choice: Choice;
  table: WaitingView;
}

/** Tables of a database that wait, and what may become of each. */
export function WaitingTables({ view, database, stale }: { view: JobView; database: DatabaseView; stale: boolean }) {
  const [asked, setAsked] = useState<Asked>();
  const obstacle = useObstacle(stale);
  return (
    <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }} aria-label={texts.label(database.source)}>
      {database.waiting.map((table) => (
        <li key={nameOf(table)}>
          <Text size="sm" className="wrap">
            <Text span size="sm" fw={600}>
              {nameOf(table)}
            </Text>{' '}
            {table.reason}
          </Text>
          {table.decided || table.choice !== 'OPEN' ? (
            <Text size="sm" c="var(--muted)" role="status">
              {table.decided ? texts.decided[table.decided] : table.choice === 'EXCLUDE' ? texts.excluded : texts.copied}
            </Text>
          ) : null}
          <Group gap="xs" mt={4}>
            {choicesFor(table).map((choice) => (
              <Button
                key={choice}
                size="compact-sm"
                variant="default"
                aria-label={texts.of(texts.choices[choice], nameOf(table))}
                aria-disabled={obstacle !== undefined || undefined}
                data-disabled={obstacle !== undefined || undefined}
                onClick={() => obstacle === undefined && setAsked({ choice, table })}
              >
                {texts.choices[choice]}
              </Button>
            ))}
            {obstacle && (
              <Text size="sm" c="var(--muted)">
                {obstacle}
              </Text>
            )}
          </Group>
        </li>
      ))}
      {asked && (
        <Suspense fallback={null}>
          <DecideDialog {...asked} view={view} database={database} close={() => setAsked(undefined)} />
        </Suspense>
      )}
    </Stack>
  );
}
