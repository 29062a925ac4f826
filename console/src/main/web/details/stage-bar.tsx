import { Progress } from '@mantine/core';
import { present } from '../api/job';
import type { JobView } from '../api/types';
import { bytes, count, duration } from '../app/format';
import { IconAlertOctagon, IconCircle, IconCircleCheck, IconPlayerPause, IconProgress } from '../app/icons';
import { texts } from '../app/texts';
import { dumped, stages, worstLag, type Stage, type StageState } from '../jobs/stages';
import { lagWords } from './header';
import names from './page.module.css';

const ICONS: Record<StageState, typeof IconCircle> = {
  ahead: IconCircle,
  active: IconProgress,
  done: IconCircleCheck,
  failed: IconAlertOctagon,
  resting: IconPlayerPause,
};

/** Where the job is on its way; several stages may be active. */
export function StageBar({ view }: { view: JobView }) {
  return (
    <ol className={names.stages} aria-label={texts.details.stages.label}>
      {stages(view).map((stage) => {
        const Icon = ICONS[stage.state];
        const percent = percentOf(stage);
        return (
          <li key={stage.id} className={names.stage} data-state={stage.state}>
            <div className={names.stageName}>
              <Icon size={17} aria-label={texts.details.stages.states[stage.state]} role="img" />
              {texts.details.stages[stage.id]}
            </div>
            <div className={names.stageDetail}>
              {detail(stage, view)}
              {percent !== undefined && (
                <Progress value={percent} size={4} mt={4} color="var(--tone-moving)" aria-label={texts.migrations.copied(percent)} />
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function percentOf(stage: Stage): number | undefined {
  const progress = stage.id === 'dump' && stage.state === 'active' ? dumped(stage.here) : undefined;
  return progress && progress.total > 0 ? Math.min(100, Math.floor((progress.done * 100) / progress.total)) : undefined;
}

function detail(stage: Stage, view: JobView): string {
  if (stage.id === 'dump' && stage.state === 'done') {
    return dumpSize(view);
  }
  if (stage.state !== 'active') {
    return stage.state === 'ahead' || stage.state === 'done' ? '' : texts.details.stages.states[stage.state];
  }
  switch (stage.id) {
    case 'dump':
      return dumpWords(stage);
    case 'indexes': {
      const built = stage.here.reduce((all, each) => all + (each.progress?.builtDone ?? 0), 0);
      const total = stage.here.reduce((all, each) => all + (each.progress?.builtTotal ?? 0), 0);
      return total > 0 ? texts.details.stages.built(count(built), count(total)) : texts.migrations.notKnown;
    }
    case 'cdc':
      return lagWords(worstLag(view));
    default:
      return texts.details.stages.databases(stage.here.length);
  }
}

/** Of all databases, or of none: a part would look like the whole. */
function dumpSize(view: JobView): string {
  const sizes = present(view).map((each) => each.copiedBytes);
  return sizes.length > 0 && sizes.every((each) => each !== undefined) ? bytes(sizes.reduce<number>((all, each) => all + Number(each), 0)) : '';
}

function dumpWords(stage: Stage): string {
  const progress = dumped(stage.here);
  if (!progress) {
    return texts.migrations.notKnown;
  }
  const done = texts.details.stages.copied(bytes(progress.done), bytes(progress.total));
  return progress.etaMs === undefined ? done : `${done}, ${texts.details.stages.left(duration(progress.etaMs))}`;
}
