import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client, good } from '../api/client';
import type { JobView, WriterView } from '../api/types';
import { texts } from '../app/texts';
import { QueryFailure } from '../details/query-failure';
import { promoteTexts } from '../texts/promote';
import { Check } from './check';

const ASK_EVERY_MS = 3000;

/** Who is connected and could write: a switch waits for them to go. */
export function Writers({ view, stale }: { view: JobView; stale: boolean }) {
  const query = useQuery({
    queryKey: ['writers', view.id],
    queryFn: () => good(client.GET('/api/v1/jobs/{job}/writers', { params: { path: { job: view.id } } })),
    enabled: !stale && view.begun,
    refetchInterval: ASK_EVERY_MS,
    placeholderData: keepPreviousData,
  });
  if (query.error) {
    return (
      <Check sign="open" title={promoteTexts.writers}>
        <QueryFailure error={query.error} again={() => void query.refetch()} />
      </Check>
    );
  }
  const groups = query.data ? grouped(query.data) : undefined;
  return (
    <Check sign={groups ? (groups.length === 0 ? 'good' : 'warning') : 'open'} title={promoteTexts.writers}>
      {groups ? (groups.length === 0 ? promoteTexts.nobodyWrites : groups.join(', ')) : texts.migrations.notKnown}
    </Check>
  );
}

/** "billing (app_rw): 2 in shop": by whom a person can be asked to stop. */
function grouped(writers: WriterView[]): string[] {
  const groups = new Map<string, number>();
  writers.forEach((each) => {
    const key = promoteTexts.writer(each.application || promoteTexts.noName, each.user, each.database);
    groups.set(key, (groups.get(key) ?? 0) + 1);
  });
  return [...groups].map(([who, times]) => `${who}: ${times}`);
}
