import { present } from '../api/job';
import type { JobView } from '../api/types';
import { texts } from '../app/texts';
import { dumped, worstLag } from '../jobs/stages';
import { SWITCHES, type Action } from './kinds';

export type Mode = 'auto' | 'normal' | 'force';

const RESTS: ReadonlySet<string> = new Set(['DRAFT', 'NOT_STARTED', 'STOPPED', 'FAILED', 'ENDED', 'COMPLETED']);

/** What an action comes to, for this job as it is now. */
export function explain(action: Action, job: JobView, mode: Mode): string {
  const { explains } = texts.actions;
  switch (action) {
    case 'STOP':
      return `${texts.actions.kept(percent(job))} ${explains.STOP}`;
    case 'END':
      return `${explains.END} ${texts.actions.modesExplain[mode]}`;
    case 'DELETE':
      return job.begun ? `${explains.DELETE} ${RESTS.has(job.status) ? texts.actions.released : texts.actions.endedFirst}` : texts.actions.nothingBegun;
    default:
      return explains[action];
  }
}

/** Of a full dump that is under way. */
function percent(job: JobView): number | undefined {
  const progress = dumped(present(job).filter((each) => each.phase === 'FULL_DUMP'));
  return progress && progress.total > 0 ? Math.min(100, Math.floor((progress.done * 100) / progress.total)) : undefined;
}

/** How far the target is behind, where a switch would leave changes behind. */
export function gapOf(action: Action, job: JobView, database: string | undefined): JobView['lag'] {
  const lag = SWITCHES.has(action) ? worstLag(job, database) : undefined;
  return lag?.caughtUp ? undefined : lag;
}

/** What the button that does it says. */
export function confirm(action: Action, mode: Mode): string {
  return action === 'END' && mode === 'force' ? texts.actions.forceEnd : (texts.actions.confirm[action] ?? texts.actions.names[action]);
}
