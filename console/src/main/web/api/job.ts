import { serverNow } from './clock';
import type { DatabaseView, FailureView, JobEvent, JobView, SwitchStep } from './types';

/** After these the server says more of the job than the event does: which actions are allowed, and why others are not. */
const CHANGES_MORE: ReadonlySet<string> = new Set(['state', 'waiting', 'error', 'result', 'refused', 'rehearsal', 'verification']);

/** Whether an event leads to more of the job than it says itself: that it begins to wait for a person comes with its lag. */
export function changesMore(type: string, before: JobView | undefined, after: JobView | undefined): boolean {
  return CHANGES_MORE.has(type) || (type === 'lag' && waits(before) !== waits(after));
}

const waits = (view: JobView | undefined): string => (view ? present(view).map((each) => each.lag?.waitingForUser === true).join() : '');

/** A lower version never replaces a higher one. */
export function newerView(known: JobView | undefined, told: JobView): JobView {
  return known && known.version > told.version ? known : told;
}

/** The job after an event of its stream. Types that nobody knows change nothing. */
export function afterJobEvent(view: JobView | undefined, type: string, data: unknown): JobView | undefined {
  const event = data as JobEvent;
  if (event.type === 'snapshot') {
    return newerView(view, event.view);
  }
  if (!view) {
    return view;
  }
  switch (type) {
    case 'state':
      return event.type === 'state' ? moved(view, event) : view;
    case 'progress':
      return event.type === 'progress' ? ofDatabase(view, event.database, (one) => ({ ...one, progress: event })) : view;
    case 'lag':
      return event.type === 'lag' ? ofDatabase(view, event.database, (one) => ({ ...one, lag: event })) : view;
    default:
      return view;
  }
}

function moved(view: JobView, event: Extract<JobEvent, { type: 'state' }>): JobView {
  if (event.version < view.version) {
    return view;
  }
  const { status, phase, state, version } = event;
  return event.database === undefined
    ? { ...view, status, phase, state, version }
    : ofDatabase({ ...view, version }, event.database, (one) => ({ ...one, status, phase, state }));
}

function ofDatabase(view: JobView, name: string | undefined, change: (one: DatabaseView) => DatabaseView): JobView {
  return {
    ...view,
    databases: view.databases.map((each) => (each.source === name && !each.removed ? change(each) : each)),
  };
}

/** Those that still belong to it. */
export function present(view: JobView): DatabaseView[] {
  return view.databases.filter((each) => !each.removed);
}

/** What a promotion has done so far, by database, and when the page heard of it. */
export type Switching = ReadonlyMap<string, { steps: SwitchStep[]; heardAt: number }>;

export function afterSwitch(known: Switching, data: unknown): Switching {
  const event = data as JobEvent;
  switch (event.type) {
    case 'switch':
      return event.database === undefined ? known : new Map([...known, [event.database, { steps: event.steps, heardAt: serverNow() }]]);
    // The whole picture comes anew, with the steps of a switch that is under way.
    case 'snapshot':
      return new Map();
    // An attempt that came to nothing: the next one begins with its own first step.
    case 'state':
      return event.phase === 'CDC' ? new Map([...known].filter(([database]) => event.database !== undefined && database !== event.database)) : known;
    default:
      return known;
  }
}

/** Why the last attempt of a promotion did not come about; undefined once another goes on. */
export function afterRefusal(known: FailureView | undefined, data: unknown): FailureView | undefined {
  const event = data as JobEvent;
  if (event.type === 'refused') {
    const { code, title, found, next } = event;
    return { code, title, found, next };
  }
  return event.type === 'state' && (event.phase === 'PROMOTING' || event.phase === 'COMPLETING') ? undefined : known;
}
