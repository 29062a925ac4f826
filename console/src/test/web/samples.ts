import type { DatabaseView, JobListItem, JobView } from '../../main/web/api/types';

export function job(with_: Partial<JobListItem>): JobListItem {
  return {
    id: with_.name ?? 'x',
    name: 'x',
    status: 'RUNNING',
    phase: 'CDC',
    state: 'Running in CDC',
    waitingForUser: false,
    mode: 'ONLINE',
    type: 'MIGRATE',
    sourceServer: 'old:5432',
    sourceType: 'postgresql 15.4',
    targetServer: 'new:5432',
    targetType: 'postgresql 17.2',
    databases: 1,
    databasesFailed: 0,
    createdAt: '2026-01-01T00:00:00Z',
    labels: {},
    version: 1,
    availableActions: [],
    ...with_,
  };
}

export function database(with_: Partial<DatabaseView>): DatabaseView {
  return {
    id: with_.source ?? 'a',
    source: 'a',
    target: 'a',
    status: 'RUNNING',
    phase: 'CDC',
    state: 'Running in CDC',
    begun: true,
    removed: false,
    waiting: [],
    leftToDo: [],
    availableActions: [],
    unavailableActions: [],
    lag: {
      lagBytes: 0,
      lagMs: 0,
      caughtUp: true,
      waitingForUser: true,
      received: 0,
      applied: 0,
      filtered: 0,
      coalesced: 0,
      changesPerSecond: 0,
      retainedBytes: 0,
    },
    ...with_,
  };
}

export function view(with_: Partial<JobView>): JobView {
  return {
    id: 'x',
    name: 'x',
    status: 'RUNNING',
    phase: 'CDC',
    state: 'Running in CDC',
    begun: true,
    attended: false,
    waitingForUser: false,
    version: 1,
    asOf: '2026-01-01T00:00:00Z',
    mode: 'ONLINE',
    option: 'VALIDATE_AND_MIGRATE',
    promote: 'MANUAL',
    settings: {},
    databases: [],
    createdAt: '2026-01-01T00:00:00Z',
    changedAt: '2026-01-01T00:00:00Z',
    availableActions: [],
    unavailableActions: [],
    ...with_,
  };
}
