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

const BY_CODE: Record<string, FieldPath<Values>> = { 'GW-0213': 'name', 'GW-0214': 'databases' };

/** The keys of a job document, longest first, and the fields that write them. */
const FIELDS: [string, FieldPath<Values>][] = [
  ['retention.policy', 'retention.policy'],
  ['retention.bytes', 'retention.bytes'],
  ['retention.disk', 'retention.disk'],
  ['existingTarget', 'existingTarget'],
  ['excludeTables', 'excludeTables'],
  ['schemaRenames', 'schemaRenames'],
  ["a job's name", 'name'],
  ['parallelism', 'parallelism'],
  ['databases', 'databases'],
  ['throttles', 'throttles'],
  ['giveWay', 'giveWay.sessions'],
  ['renames', 'renames'],
  ['keyless', 'keyless'],
  ['startAt', 'startAt'],
  ['promote', 'promote'],
  ['labels', 'labels'],
  ['option', 'option'],
  ['tables', 'tables'],
  ['source', 'source.url'],
  ['target', 'target.url'],
  ['fence', 'fence'],
  ['owner', 'owner'],
  ['mode', 'mode'],
];

/** The field that a refusal names; undefined when it names none, and then it is about the whole. */
export function fieldOf({ code, found }: Problem, parallelism?: string): FieldPath<Values> | undefined {
  const told = found.replace(/^line \d+: /, '').replace(/^the value of /, '');
  const field = BY_CODE[code] ?? FIELDS.find(([key]) => told.startsWith(key) && !/[\w]/.test(told.charAt(key.length)))?.[1];
  // It was typed, and not chosen.
  return field === 'parallelism' && parallelism === 'number' ? 'workers' : field;
}
