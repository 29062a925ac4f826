import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client, good } from '../api/client';
import type { JobListItem, PreviewView } from '../api/types';
import { bytes, count } from '../app/format';
import { texts } from '../app/texts';
import { DESTROYS, word, type Action } from './kinds';

/** So many by name. */
const SHOWN = 3;

/** What an action would do to one of many, in a few words. */
export function Outlook({ action, job }: { action: Action; job: JobListItem }) {
  const preview = useQuery({
    queryKey: ['preview', job.id, action],
    queryFn: () => good(client.GET('/api/v1/jobs/{job}/actions/{action}/preview', { params: { path: { job: job.id, action: word(action) } } })),
    staleTime: 0,
    gcTime: 0,
  });
  if (preview.isPending) {
    return (
      <Text span size="sm" c="var(--muted)">
        : {texts.batch.asking}
      </Text>
    );
  }
  const lines = preview.data ? told(preview.data, DESTROYS.has(action)) : [preview.error?.message ?? ''];
  return lines.map((line) => (
    <Text key={line} size="sm" className="wrap" c={preview.data?.allowed ? 'var(--muted)' : 'var(--tone-bad)'}>
      {line}
    </Text>
  ));
}

const some = (names: string[]): string => (names.length > SHOWN ? texts.batch.objects(count(names.length)) : names.join(', '));

/** A line for each kind of thing; the dialog of the one job has them by name. */
function told({ allowed, reason, loses, warnings, databases }: PreviewView, destroys: boolean): string[] {
  if (!allowed) {
    return [reason ?? texts.actions.notNow];
  }
  if (destroys && !loses) {
    return [texts.batch.nothing];
  }
  const sum = (of: (each: PreviewView['databases'][number]) => number) => databases.reduce((all, each) => all + of(each), 0);
  const objects = sum((each) => each.drops?.objects ?? 0);
  const notCopied = databases.flatMap((each) => each.notCopied);
  const byHand = databases.flatMap((each) => each.leftByHand);
  return [
    ...warnings,
    objects > 0 && texts.batch.dropped(count(objects), bytes(sum((each) => each.drops?.bytes ?? 0))),
    notCopied.length > 0 && texts.batch.notCopied(some(notCopied)),
    byHand.length > 0 && texts.batch.byHand(some(byHand)),
  ].filter((line): line is string => typeof line === 'string');
}
