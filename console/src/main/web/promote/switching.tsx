import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import { likely } from '../actions/kinds';
import { useObstacle } from '../actions/me';
import { present, type Switching as Steppings } from '../api/job';
import type { JobView } from '../api/types';
import { part } from '../app/part';
import { lagWords } from '../details/header';
import { StatusBadge } from '../jobs/badge';
import { promoteTexts } from '../texts/promote';
import { Steps } from './steps';

const ActionDialog = part(() => import('../actions/dialog'));

/** The switch while it goes on, database by database. */
export function Switching({ view, switching, stale }: { view: JobView; switching: Steppings; stale: boolean }) {
  const [asked, setAsked] = useState(false);
  const obstacle = useObstacle(stale);
  return (
    <Paper withBorder p="lg">
      <Stack gap="lg">
        <Text fw={600} role="status">
          {promoteTexts.switching}
        </Text>
        {present(view).map((each) => {
          const known = switching.get(each.source);
          return (
            <Stack key={each.id} gap="xs">
              <Group gap="sm">
                <Text size="sm" fw={600} dir="auto">
                  {each.source}
                </Text>
                <StatusBadge status={each.status} words={each.state} still={stale} />
                <Text size="sm" c="var(--muted)">
                  {each.lag ? lagWords(each.lag) : ''}
                </Text>
              </Group>
              {known ? (
                <Steps database={each.source} {...known} stale={stale} />
              ) : (
                <Text size="sm" c="var(--muted)">
                  {promoteTexts.notYet}
                </Text>
              )}
            </Stack>
          );
        })}
        {!obstacle && likely(view.availableActions).includes('STOP') && (
          <Button variant="default" w="fit-content" onClick={() => setAsked(true)}>
            {promoteTexts.abort}
          </Button>
        )}
        {asked && (
          <Suspense fallback={null}>
            <ActionDialog action="STOP" job={view} close={() => setAsked(false)} />
          </Suspense>
        )}
      </Stack>
    </Paper>
  );
}
