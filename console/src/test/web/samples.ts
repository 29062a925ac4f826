import type { JobListItem } from '../../main/web/api/types';

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
