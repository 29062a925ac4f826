import type { DatabaseView, JobEvent, JobView } from './types';

/** After these the server says more of the job than the event does: which actions are allowed, and why others are not. */
export const CHANGES_MORE: ReadonlySet<string> = new Set(['state', 'waiting', 'error', 'result', 'refused', 'rehearsal', 'verification']);

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
