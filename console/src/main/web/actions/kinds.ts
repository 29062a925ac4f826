import { texts } from '../app/texts';

/** What the console offers, in the order of the menu; all else is for the command line as yet. */
export const JOB_ACTIONS = ['START', 'VALIDATE', 'PROMOTE', 'REHEARSE', 'FALLBACK', 'STOP', 'RESUME', 'RETRY', 'RESTART', 'END', 'DELETE'] as const;
export type Action = (typeof JOB_ACTIONS)[number] | 'REMOVE';

export const DATABASE_ACTIONS = ['RETRY', 'PROMOTE', 'RESTART', 'REMOVE'] as const;

export const BATCH_ACTIONS = ['START', 'STOP', 'RESUME', 'RETRY', 'RESTART', 'VALIDATE', 'PROMOTE', 'END', 'DELETE'] as const;

/** After these the next one is meant: they stand beside the menu. */
const FIRST: readonly Action[] = ['START', 'PROMOTE', 'FALLBACK', 'RESUME', 'STOP'];

/** At most two that are likely now. */
export function likely(available: readonly string[]): Action[] {
  return FIRST.filter((action) => available.includes(action)).slice(0, 2);
}

/** Nothing comes back after these. */
export const DESTROYS: ReadonlySet<Action> = new Set(['RESTART', 'END', 'DELETE', 'REMOVE']);

/** Applications wait for these, on a page of their own. */
export const SWITCHES: ReadonlySet<Action> = new Set(['PROMOTE', 'FALLBACK']);

export const label = (action: Action): string => texts.actions.names[action];

/** The path's word. */
export const word = (action: Action) => action.toLowerCase() as Lowercase<Action>;
