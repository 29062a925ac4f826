import type { components } from '../../../../target/types/api';

type Schemas = components['schemas'];

export type JobListItem = Schemas['JobListItem'];
export type JobPage = Schemas['JobPage'];
export type JobView = Schemas['JobView'];
export type DatabaseView = Schemas['DatabaseView'];
export type MeView = Schemas['MeView'];
export type Problem = Schemas['Problem'];
export type JobEvent = Schemas['JobEvent'];
export type LagView = Schemas['LagView'];
export type ProgressView = Schemas['ProgressView'];
export type RetentionView = Schemas['RetentionView'];
export type FailureView = Schemas['FailureView'];
export type FindingView = Schemas['FindingView'];
export type TableView = Schemas['TableView'];
export type TimelineView = Schemas['TimelineView'];
export type ValidationView = Schemas['ValidationView'];
export type PreviewView = Schemas['PreviewView'];
export type DatabasePreview = Schemas['PreviewViewDatabasePreview'];
export type ActionRequest = Schemas['ActionRequest'];
export type BatchResult = Schemas['BatchResult'];
export type SeriesView = Schemas['SeriesView'];
export type RehearsalView = Schemas['RehearsalView'];
export type WriterView = Schemas['WriterView'];
