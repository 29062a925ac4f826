import { useQuery } from '@tanstack/react-query';
import { client, good } from '../api/client';
import { texts } from '../app/texts';

/** Who the server takes this browser for. */
export function useMe(enabled = true) {
  return useQuery({ queryKey: ['me'], queryFn: () => good(client.GET('/api/v1/me')), enabled, staleTime: 60_000 });
}

/** Why nobody may act from this page now, whatever the job's state; undefined when one may. */
export function useObstacle(stale: boolean): string | undefined {
  const role = useMe().data?.role;
  if (stale) {
    return texts.actions.whileStale;
  }
  return role === 'viewer' ? texts.actions.needsOperator : undefined;
}
