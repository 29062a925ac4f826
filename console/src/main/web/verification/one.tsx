import { Anchor, Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useObstacle } from '../actions/me';
import { client, good } from '../api/client';
import { useOnce } from '../api/once';
import type { FindingView, JobView, VerificationView } from '../api/types';
import { count, duration } from '../app/format';
import { Refused } from '../app/refused';
import { Ago } from '../app/time';
import { Ask, type PartKey } from '../details/ask';
import { FailureBox } from '../jobs/failure';
import { verificationTexts as texts } from '../texts/verification';
import { Tables } from './tables';
import { Verdict } from './verdict';
import { rowsThatDiffer, runs, toneOf } from './words';

interface Props extends Omit<PartKey, 'job'> {
  view: JobView;
  id: string;
  back: () => void;
  /** Undefined while nobody may. */
  repair: ((found: VerificationView) => void) | undefined;
}

/** One verification: its verdict, what that means, and what was found. */
export function One({ view, id, told, stale, back, repair }: Props) {
  return (
    <Stack gap="md">
      <Anchor component="button" type="button" size="sm" w="fit-content" onClick={back}>
        ← {texts.back}
      </Anchor>
      <Ask
        queryKey={['verification', view.id, id, told]}
        queryFn={() => good(client.GET('/api/v1/jobs/{job}/verifications/{verification}', { params: { path: { job: view.id, verification: id } } }))}
        enabled={!stale}
        refetchInterval={5000}
        height={240}
      >
        {(one) => (
          <>
            <Summary job={view.id} one={one} stale={stale} repair={repair} />
            {one.failure && <FailureBox failure={one.failure} />}
            <Found title={texts.definitions} findings={one.result?.definitions ?? []} />
            <Found title={texts.sequences} findings={one.result?.sequences ?? []} />
            <Tables key={id} job={view.id} one={one} stale={stale} />
          </>
        )}
      </Ask>
    </Stack>
  );
}

function Summary({ job, one, stale, repair }: { job: string; one: VerificationView; stale: boolean; repair: Props['repair'] }) {
  const { result, progress, coverage } = one;
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Group gap="sm" role="status">
          <Verdict tone={toneOf(one.state)} words={texts.states[one.state] ?? one.state} />
          <Title order={2} size="h5" dir="auto">
            {one.database}
          </Title>
          <Ago at={one.endedAt ?? one.requestedAt} />
        </Group>
        <Text size="sm">{texts.means[one.state]}</Text>
        {runs(one) && progress && !coverage && <Along progress={progress} />}
        {coverage && (
          <Text size="sm">
            {[
              texts.coverage(count(coverage.covered), count(coverage.tables), count(coverage.rounds)),
              coverage.ageMs !== undefined && texts.coverageAge(duration(coverage.ageMs)),
              texts.coverageDifferent(count(coverage.different)),
            ]
              .filter(Boolean)
              .join(', ')}
          </Text>
        )}
        {result && (
          <Text size="sm">
            {texts.summary(count(result.tables), count(result.sourceRows))} · {texts.equalOf(count(result.tablesEqual), count(result.tables))}
            {rowsThatDiffer(one) > 0 && ` · ${texts.counts(count(result.missing), count(result.extra), count(result.changed))}`}
            {(result.repaired ?? 0) > 0 && ` · ${texts.repaired(count(result.repaired ?? 0))}`}
          </Text>
        )}
        {result && !result.followed && (
          <Text size="sm" c="var(--muted)">
            {texts.notFollowed}
          </Text>
        )}
        {result?.notes.map((note) => (
          <Text key={note} size="sm" c="var(--muted)" className="wrap">
            {note}
          </Text>
        ))}
        <Group gap="xs">
          {runs(one) && <Stop job={job} id={one.id} stale={stale} />}
          {one.state === 'DIFFERENT' && rowsThatDiffer(one) > 0 && repair && (
            <Button variant="default" onClick={() => repair(one)}>
              {texts.repairButton}
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}

function Along({ progress }: { progress: NonNullable<VerificationView['progress']> }) {
  const words = texts.progress(count(progress.tablesDone), count(progress.tablesTotal), count(progress.rows));
  const share = progress.rowsTotal > 0 ? Math.min(100, (progress.rows * 100) / progress.rowsTotal) : 0;
  return (
    <Stack gap={4}>
      <Text size="sm">
        {[words, progress.etaMs !== undefined && texts.left(duration(progress.etaMs)), progress.differing > 0 && texts.differing(count(progress.differing))].filter(Boolean).join(', ')}
      </Text>
      <Progress value={share} size={5} color="var(--tone-moving)" aria-label={words} />
    </Stack>
  );
}

function Stop({ job, id, stale }: { job: string; id: string; stale: boolean }) {
  const obstacle = useObstacle(stale);
  const stop = useOnce({
    mutationFn: () =>
      good(
        client.POST('/api/v1/jobs/{job}/verifications/{verification}/stop', {
          params: { path: { job, verification: id }, header: { 'Request-Id': crypto.randomUUID() } },
        }),
      ),
  });
  if (obstacle) {
    return null;
  }
  return (
    <>
      <Button variant="default" disabled={stop.isPending || stop.isSuccess} onClick={() => stop.mutate()}>
        {stop.isPending || stop.isSuccess ? texts.stopping : texts.stop}
      </Button>
      {stop.error && <Refused error={stop.error} />}
    </>
  );
}

function Found({ title, findings }: { title: string; findings: FindingView[] }) {
  if (findings.length === 0) {
    return null;
  }
  return (
    <Stack gap={4}>
      <Title order={3} size="h6">
        {title}
      </Title>
      {findings.map((each, index) => (
        <Text key={`${each.code} ${index}`} size="sm" className="wrap">
          {each.title}: {each.found}. {each.next} ({each.code})
        </Text>
      ))}
    </Stack>
  );
}
