import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconFlag,
  IconHourglass,
  IconPencil,
  IconPlayerPause,
  IconRefresh,
} from '../app/icons';
import type { Status } from '../app/texts';

export type Tone = 'idle' | 'moving' | 'paused' | 'warning' | 'bad' | 'good';

interface Look {
  tone: Tone;
  icon: typeof IconClock;
  turns?: boolean;
}

/** Colour and icon of each status; never without its words. */
const LOOKS: Record<Status, Look> = {
  DRAFT: { tone: 'idle', icon: IconPencil },
  NOT_STARTED: { tone: 'idle', icon: IconClock },
  ENDED: { tone: 'idle', icon: IconFlag },
  STARTING: { tone: 'moving', icon: IconRefresh, turns: true },
  RUNNING: { tone: 'moving', icon: IconRefresh, turns: true },
  RESUMING: { tone: 'moving', icon: IconRefresh, turns: true },
  RESTARTING: { tone: 'moving', icon: IconRefresh, turns: true },
  STOPPED: { tone: 'paused', icon: IconPlayerPause },
  RUNNING_WITH_ERRORS: { tone: 'warning', icon: IconAlertTriangle },
  STOPPING: { tone: 'warning', icon: IconHourglass },
  ENDING: { tone: 'warning', icon: IconHourglass },
  DELETING: { tone: 'warning', icon: IconHourglass },
  FAILED: { tone: 'bad', icon: IconAlertOctagon },
  COMPLETED: { tone: 'good', icon: IconCircleCheck },
};

/** A status that a newer server knows and this page does not still shows its words. */
export function look(status: string): Look {
  return LOOKS[status as Status] ?? { tone: 'idle', icon: IconClock };
}
