import { Button, Group, Paper, Stack, Switch, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import { label, type Action } from '../actions/kinds';
import { useObstacle } from '../actions/me';
import type { FailureView, JobView } from '../api/types';
import { bytes, duration } from '../app/format';
import { part } from '../app/part';
import { texts } from '../app/texts';
import { lagWords } from '../details/header';
import { FailureBox } from '../jobs/failure';
import { worstLag } from '../jobs/stages';
import { promoteTexts } from '../texts/promote';
import { Check } from './check';
import { Rehearsed, Verified } from './proof';
import { Writers } from './writers';

const ActionDialog = part(() => import('../actions/dialog'));

interface Props {
  view: JobView;
  told: number;
  refused: FailureView | undefined;
  stale: boolean;
}

interface Asked {
  action: Action;
  inSpite?: boolean;
}

/** What speaks for the switch and what against it, and the switch itself. */
export function Before({ view, told, refused, stale }: Props) {
  const always = view.settings.fallback === true;
  const [fallback, arm] = useState(always);
  const [asked, setAsked] = useState<Asked>();
  return (
    <>
      <Text size="sm" c="var(--muted)">
        {promoteTexts.nothingYet}
      </Text>
      <Paper withBorder p="lg">
        <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
          <LagCheck view={view} />
          <Writers view={view} stale={stale} />
          <Verified view={view} told={told} stale={stale} />
          <Rehearsed view={view} told={told} stale={stale} />
          <Check sign={fallback ? 'good' : 'open'} title={promoteTexts.fallback}>
            {promoteTexts.fallbackHint}
            <Switch
              mt={6}
              label={promoteTexts.fallbackArm}
              description={always ? promoteTexts.fallbackAlways : undefined}
              checked={fallback}
              disabled={always}
              onChange={(event) => arm(event.currentTarget.checked)}
            />
          </Check>
        </Stack>
      </Paper>
      {refused && (
        <div role="alert">
          <Text fw={600} size="sm" mb={6}>
            {promoteTexts.refusedTitle}
          </Text>
          <FailureBox failure={refused} mild />
        </div>
      )}
      <Buttons view={view} refused={refused !== undefined} stale={stale} ask={setAsked} />
      {asked && (
        <Suspense fallback={null}>
          <ActionDialog
            action={asked.action}
            job={view}
            inSpite={asked.inSpite}
            fallback={asked.action !== 'REHEARSE' && fallback}
            close={() => setAsked(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}

function LagCheck({ view }: { view: JobView }) {
  const lag = worstLag(view);
  return (
    <Check sign={lag?.caughtUp ? 'good' : lag ? 'warning' : 'open'} title={texts.details.lag}>
      {lag ? promoteTexts.lag(lagWords(lag), bytes(lag.lagBytes), duration(lag.lagMs)) : texts.migrations.notKnown}
    </Check>
  );
}

interface ButtonsProps {
  view: JobView;
  refused: boolean;
  stale: boolean;
  ask: (what: Asked) => void;
}

function Buttons({ view, refused, stale, ask }: ButtonsProps) {
  const obstacle = useObstacle(stale);
  const over: Action = view.wayBackOf ? 'FALLBACK' : 'PROMOTE';
  const reason = (action: Action) => obstacle ?? view.unavailableActions.find((each) => each.action === action)?.reason;
  const off = (action: Action) => ({ 'aria-disabled': reason(action) !== undefined || undefined, 'data-disabled': reason(action) !== undefined || undefined });
  return (
    <Group gap="xs">
      <Button {...off(over)} onClick={() => reason(over) === undefined && ask({ action: over })}>
        {label(over)}…
      </Button>
      <Button variant="default" {...off('REHEARSE')} onClick={() => reason('REHEARSE') === undefined && ask({ action: 'REHEARSE' })}>
        {label('REHEARSE')}…
      </Button>
      {refused && reason(over) === undefined && (
        <Button variant="subtle" color="red" onClick={() => ask({ action: over, inSpite: true })}>
          {promoteTexts.anyway}
        </Button>
      )}
      {reason(over) && (
        <Text size="sm" c="var(--muted)">
          {reason(over)}
        </Text>
      )}
    </Group>
  );
}
