import { Button, Group, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useObstacle } from '../actions/me';
import { client, good } from '../api/client';
import type { JobView, VerificationView } from '../api/types';
import { texts as common } from '../app/texts';
import { part } from '../app/part';
import { Ask, type PartKey } from '../details/ask';
import { verificationTexts as texts } from '../texts/verification';
import { List } from './list';
import { One } from './one';

const BeginDialog = part(() => import('./begin'));
const route = getRouteApi('/jobs/$job');
const SIZE = 50;

/** What was asked for: a repair is of what a verification has found. */
export interface Asked {
  repairs?: VerificationView | undefined;
}

/** Verifications of a job; which of them is shown stands in the address. */
export default function VerificationTab({ view, told, stale }: PartKey & { view: JobView }) {
  const { verification } = route.useSearch();
  const navigate = route.useNavigate();
  const [asked, setAsked] = useState<Asked>();
  const open = (id: string | undefined) => void navigate({ search: (now) => ({ ...now, verification: id, q: undefined }), replace: true });
  const obstacle = useObstacle(stale);
  const reason = obstacle ?? reasonAgainst(view);
  return (
    <Stack gap="md">
      <Group gap="sm">
        <Button aria-disabled={reason !== undefined || undefined} data-disabled={reason !== undefined || undefined} onClick={() => reason === undefined && setAsked({})}>
          {texts.begin}
        </Button>
        {reason && (
          <Text size="sm" c="var(--muted)">
            {reason}
          </Text>
        )}
      </Group>
      {verification === undefined ? (
        <Ask
          queryKey={['verifications', view.id, told]}
          queryFn={() => good(client.GET('/api/v1/jobs/{job}/verifications', { params: { path: { job: view.id }, query: { size: SIZE } } }))}
          enabled={!stale}
          refetchInterval={5000}
          height={160}
        >
          {({ items }) => (items.length === 0 ? <Text c="var(--muted)">{texts.none}</Text> : <List items={items} open={open} />)}
        </Ask>
      ) : (
        <One view={view} id={verification} told={told} stale={stale} back={() => open(undefined)} repair={reason === undefined ? (found) => setAsked({ repairs: found }) : undefined} />
      )}
      {asked && (
        <Suspense fallback={null}>
          <BeginDialog view={view} asked={asked} close={() => setAsked(undefined)} begun={(begun) => open(begun.length === 1 ? begun[0]?.id : undefined)} />
        </Suspense>
      )}
    </Stack>
  );
}

function reasonAgainst(view: JobView): string | undefined {
  if (view.availableActions.includes('VERIFY')) {
    return undefined;
  }
  return view.unavailableActions.find((each) => each.action === 'VERIFY')?.reason ?? common.actions.notNow;
}
