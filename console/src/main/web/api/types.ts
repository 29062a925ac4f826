import type { components } from '../../../../target/types/api';

type Schemas = components['schemas'];

export type JobListItem = Schemas['JobListItem'];
export type JobPage = Schemas['JobPage'];
export type JobView = Schemas['JobView'];
export type DatabaseView = Schemas['DatabaseView'];
export type MeView = Schemas['MeView'];
export type Problem = Schemas['Problem'];
