import { Stack } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client, good } from '../api/client';
import type { JobView, RehearsalView } from '../api/types';
import { count, duration } from '../app/format';
import { Ago } from '../app/time';
import { FailureBox } from '../jobs/failure';
import { promoteTexts } from '../texts/promote';
import { verificationTexts } from '../texts/verification';
import { Check } from './check';
import { made } from './made';

/** What the last comparison came to. */
export function Verified({ view, told, stale }: { view: JobView; told: number; stale: boolean }) {
  const query = useQuery({
    queryKey: ['verifications', view.id, told],
    queryFn: () => good(client.GET('/api/v1/jobs/{job}/verifications', { params: { path: { job: view.id }, query: { size: 1 } } })),
    enabled: !stale,
    placeholderData: keepPreviousData,
  });
  const last = query.data?.items[0];
  if (!last) {
    return (
      <Check sign="open" title={promoteTexts.verified}>
        {promoteTexts.notVerified}
      </Check>
    );
  }
  return (
    <Check sign={last.state === 'EQUAL' ? 'good' : last.state === 'RUNNING' || last.state === 'REQUESTED' ? 'open' : 'warning'} title={promoteTexts.verified}>
      {verificationTexts.states[last.state] ?? last.state}
      {last.result && `: ${promoteTexts.tablesEqual(count(last.result.tablesEqual), count(last.result.tables))}`}
      {last.endedAt && (
        <>
          {', '}
          <Ago at={last.endedAt} />
        </>
      )}
    </Check>
  );
}

/** What a switch would come to now. */
export function Rehearsed({ view, told, stale }: { view: JobView; told: number; stale: boolean }) {
  const query = useQuery({
    queryKey: ['rehearsal', view.id, told],
    queryFn: () => good(client.GET('/api/v1/jobs/{job}/rehearsal', { params: { path: { job: view.id } } })),
    enabled: !stale,
    placeholderData: keepPreviousData,
  });
  const known = query.data?.databases ?? [];
  const pending = known.some((each) => each.pending);
  const refusals = known.flatMap((each) => each.refusals);
  const pause = foretold(known);
  const last = known.find((each) => each.at)?.at;
  const objects = made(known);
  return (
    <Check sign={refusals.length > 0 ? 'warning' : pause !== undefined && !pending ? 'good' : 'open'} title={promoteTexts.rehearsed}>
      {pending ? promoteTexts.rehearsing : pause === undefined && refusals.length === 0 ? promoteTexts.notRehearsed : null}
      {!pending && pause !== undefined && <>{promoteTexts.pause(duration(pause))} </>}
      {!pending && last && <Ago at={last} />}
      {!pending && objects.length > 0 && <div>{promoteTexts.made(objects.join(', '))}</div>}
      {refusals.length > 0 && (
        <Stack gap="xs" mt="xs">
          {refusals.map((each) => (
            <FailureBox key={`${each.code} ${each.found}`} failure={each} mild />
          ))}
        </Stack>
      )}
    </Check>
  );
}

/** Writers of one database wait for that database: the longest is what somebody feels. */
function foretold(databases: RehearsalView['databases']): number | undefined {
  const pauses = databases.flatMap((each) => (each.pauseMs === undefined ? [] : [each.pauseMs]));
  return pauses.length > 0 ? Math.max(...pauses) : undefined;
}
