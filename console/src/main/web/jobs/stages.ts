import { present } from '../api/job';
import type { DatabaseView, JobView } from '../api/types';

export type StageId = 'validation' | 'schema' | 'dump' | 'indexes' | 'cdc' | 'promote';
export type StageState = 'ahead' | 'active' | 'done' | 'failed' | 'resting';

export interface Stage {
  id: StageId;
  state: StageState;
  /** Databases that are in it now. */
  here: DatabaseView[];
}

const PHASES: Record<StageId, readonly string[]> = {
  validation: ['PREPARING', 'VALIDATING'],
  schema: ['DROPPING_TARGET', 'CREATING_SCHEMA'],
  dump: ['FULL_DUMP'],
  indexes: ['BUILDING_INDEXES'],
  cdc: ['CDC'],
  promote: ['PROMOTING', 'COMPLETING'],
};

const ORDER = Object.keys(PHASES) as StageId[];

/** What this job goes through; an offline one follows no changes, and a validation alone moves nothing. */
function of(view: JobView): StageId[] {
  if (view.option === 'VALIDATE') {
    return ['validation'];
  }
  return view.mode === 'OFFLINE' ? ORDER.filter((each) => each !== 'cdc') : ORDER;
}

function at(database: DatabaseView): number {
  return ORDER.findIndex((each) => PHASES[each].includes(database.phase));
}

const RESTS = new Set(['STOPPED', 'ENDED', 'DRAFT', 'NOT_STARTED']);

function stateOf(stage: StageId, here: DatabaseView[], databases: DatabaseView[]): StageState {
  const number = ORDER.indexOf(stage);
  if (databases.length > 0 && databases.every((each) => each.status === 'COMPLETED')) {
    return 'done';
  }
  if (here.some((each) => each.status === 'FAILED')) {
    return 'failed';
  }
  if (here.some((each) => each.status !== 'COMPLETED' && !RESTS.has(each.status))) {
    return 'active';
  }
  if (here.some((each) => each.begun && RESTS.has(each.status))) {
    return 'resting';
  }
  return databases.length > 0 && databases.every((each) => at(each) > number || each.status === 'COMPLETED') ? 'done' : 'ahead';
}

/** Stages overlap: several may be active, since each database has its own. */
export function stages(view: JobView): Stage[] {
  const databases = present(view);
  return of(view).map((id) => {
    const here = databases.filter((each) => PHASES[id].includes(each.phase) && each.status !== 'COMPLETED');
    return { id, here, state: stateOf(id, here, databases) };
  });
}

/** Of the full dump of all databases that are in it; undefined while nothing is known. */
export function dumped(databases: DatabaseView[]): { done: number; total: number; rate: number; etaMs: number | undefined } | undefined {
  const known = databases.filter((each) => each.progress?.bytesTotal !== undefined);
  if (known.length === 0) {
    return undefined;
  }
  const sum = (pick: (one: DatabaseView) => number | undefined) => known.reduce((all, each) => all + (pick(each) ?? 0), 0);
  const etas = known.map((each) => each.progress?.etaMs);
  return {
    done: sum((each) => each.progress?.bytesDone),
    total: sum((each) => each.progress?.bytesTotal),
    rate: sum((each) => each.progress?.bytesPerSecond),
    // The slowest decides; one that is not steady yet says nothing for all.
    etaMs: etas.every((each) => each !== undefined) ? Math.max(...etas.map(Number)) : undefined,
  };
}

/** The database that is behind most, or this one; undefined where none is followed. */
export function worstLag(view: JobView, database?: string): DatabaseView['lag'] {
  return present(view)
    .filter((each) => database === undefined || each.source === database)
    .flatMap((each) => (each.lag && (each.status === 'RUNNING' || each.status === 'RUNNING_WITH_ERRORS') ? [each.lag] : []))
    .reduce<DatabaseView['lag']>((worst, each) => (worst && worst.lagBytes >= each.lagBytes ? worst : each), undefined);
}
