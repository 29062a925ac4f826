import type { FieldPath } from 'react-hook-form';
import type { Problem } from '../api/types';
import type { Values } from './form';

export const STEPS = ['source', 'target', 'objects', 'options', 'review'] as const;
export type Step = (typeof STEPS)[number];

export interface StepSearch {
  step?: Step;
}

export function readStep(raw: Record<string, unknown>): StepSearch {
  return { step: (STEPS as readonly unknown[]).includes(raw.step) ? (raw.step as Step) : undefined };
}

const OBJECTS = ['databases', 'only', 'tables', 'excludeTables', 'renames', 'schemaRenames'];

/** Where a field stands. */
export function stepOf(field: string): Step {
  const root = field.split(/[.[]/)[0]!;
  if (root === 'source' || root === 'target') {
    return root;
  }
  return OBJECTS.includes(root) ? 'objects' : 'options';
}

/** The fields of what is not written in a field of its own name. */
const WRITTEN_IN: Partial<Record<string, FieldPath<Values>>> = { source: 'source.url', target: 'target.url', giveWay: 'giveWay.sessions' };

const FIELDS: readonly FieldPath<Values>[] = [
  'name',
  'labels',
  'databases',
  'tables',
  'excludeTables',
  'renames',
  'schemaRenames',
  'mode',
  'option',
  'existingTarget',
  'parallelism',
  'throttles',
  'startAt',
  'promote',
  'fence',
  'fallback',
  'roles',
  'owner',
  'keyless',
  'retention.bytes',
  'retention.policy',
  'retention.disk',
];

/** The field that a refusal is about; undefined when it is about the whole. */
export function fieldOf({ about = '' }: Problem, parallelism?: string): FieldPath<Values> | undefined {
  const root = about.split(/[.[]/)[0]!;
  const field = WRITTEN_IN[root] ?? FIELDS.find((each) => each === about || each === root);
  // It was typed, and not chosen.
  return field === 'parallelism' && parallelism === 'number' ? 'workers' : field;
}
