import { Button, Group, Menu, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import { BATCH_ACTIONS, DESTROYS, label, type Action } from '../actions/kinds';
import { useObstacle } from '../actions/me';
import type { JobListItem } from '../api/types';
import { IconChevronDown } from '../app/icons';
import { part } from '../app/part';
import { texts } from '../app/texts';

const BatchDialog = part(() => import('../actions/batch'));

/** What may be done with all that are selected; each action says for how many it is possible. */
export function BatchBar({ jobs, stale, clear }: { jobs: JobListItem[]; stale: boolean; clear: () => void }) {
  const [asked, setAsked] = useState<{ action: Action; jobs: JobListItem[] }>();
  const obstacle = useObstacle(stale);
  return (
    <>
      {jobs.length > 0 && (
        <Group gap="xs">
          <Text size="sm" fw={600} role="status">
            {texts.batch.selected(jobs.length)}
          </Text>
          <Menu position="bottom-start" width={230}>
            <Menu.Target>
              <Button size="compact-sm" rightSection={<IconChevronDown size={15} aria-hidden />}>
                {texts.actions.label}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {BATCH_ACTIONS.map((action) => {
                const can = jobs.filter((job) => job.availableActions.includes(action)).length;
                const off = obstacle !== undefined || can === 0;
                return (
                  <Menu.Item
                    key={action}
                    aria-disabled={off || undefined}
                    closeMenuOnClick={!off}
                    color={!off && DESTROYS.has(action) ? 'var(--tone-bad)' : undefined}
                    onClick={() => !off && setAsked({ action, jobs })}
                  >
                    <Text size="sm" c={off ? 'var(--muted)' : undefined}>
                      {label(action)}…
                    </Text>
                    <Text size="xs" c="var(--muted)">
                      {obstacle ?? texts.batch.can(can, jobs.length - can)}
                    </Text>
                  </Menu.Item>
                );
              })}
            </Menu.Dropdown>
          </Menu>
          <Button size="compact-sm" variant="subtle" onClick={clear}>
            {texts.batch.clear}
          </Button>
        </Group>
      )}
      {asked && (
        <Suspense fallback={null}>
          <BatchDialog action={asked.action} jobs={asked.jobs} close={() => setAsked(undefined)} />
        </Suspense>
      )}
    </>
  );
}
