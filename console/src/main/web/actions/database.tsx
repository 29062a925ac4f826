import { Suspense, useState } from 'react';
import type { DatabaseView, JobView } from '../api/types';
import { part } from '../app/part';
import { DATABASE_ACTIONS, type Action } from './kinds';
import { useObstacle } from './me';
import { ActionMenu } from './menu';

const ActionDialog = part(() => import('./dialog'));

/** What may be done to one database of a job. */
export function DatabaseActions({ view, database, stale }: { view: JobView; database: DatabaseView; stale: boolean }) {
  const [asked, setAsked] = useState<Action>();
  const obstacle = useObstacle(stale);
  return (
    <>
      <ActionMenu actions={DATABASE_ACTIONS} of={database} obstacle={obstacle} choose={setAsked} subject={database.source} compact />
      {asked && (
        <Suspense fallback={null}>
          <ActionDialog key={asked} action={asked} job={view} database={database.source} close={() => setAsked(undefined)} />
        </Suspense>
      )}
    </>
  );
}
