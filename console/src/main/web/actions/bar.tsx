import { Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import type { JobView } from '../api/types';
import { part } from '../app/part';
import { createButtonTexts } from '../texts/create-button';
import { ActionMenu } from './menu';
import { DESTROYS, JOB_ACTIONS, label, likely, SWITCHES, type Action } from './kinds';
import { useObstacle } from './me';

const ActionDialog = part(() => import('./dialog'));

/** What may be done to a job; what may not says why. */
export function ActionBar({ view, stale }: { view: JobView; stale: boolean }) {
  const [asked, setAsked] = useState<Action>();
  const obstacle = useObstacle(stale);
  const navigate = useNavigate();
  // A switch has a page of its own.
  const choose = (action: Action) =>
    SWITCHES.has(action) ? void navigate({ to: '/jobs/$job/promote', params: { job: view.id } }) : setAsked(action);
  const first = obstacle ? [] : likely(view.availableActions);
  return (
    <Group gap="xs">
      {first.map((action, index) => (
        <Button key={action} variant={index === 0 && !DESTROYS.has(action) ? 'filled' : 'default'} onClick={() => choose(action)}>
          {label(action)}…
        </Button>
      ))}
      {/* Once it has begun only some settings may change, which is not this page's. */}
      {!obstacle && !view.begun && view.availableActions.includes('EDIT') && (
        <Button variant="default" onClick={() => void navigate({ to: '/jobs/$job/edit', params: { job: view.id } })}>
          {createButtonTexts.edit}
        </Button>
      )}
      <ActionMenu actions={JOB_ACTIONS} of={view} obstacle={obstacle} choose={choose} subject={view.name} />
      {asked && (
        <Suspense fallback={null}>
          <ActionDialog key={asked} action={asked} job={view} close={() => setAsked(undefined)} />
        </Suspense>
      )}
    </Group>
  );
}
