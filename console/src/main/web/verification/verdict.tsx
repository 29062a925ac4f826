import { Badge } from '@mantine/core';
import { IconAlertOctagon, IconAlertTriangle, IconCircle, IconCircleCheck, IconPlayerPause, IconProgress } from '../app/icons';
import type { Tone } from '../jobs/tone';

const ICONS: Record<Tone, typeof IconCircle> = {
  idle: IconCircle,
  moving: IconProgress,
  paused: IconPlayerPause,
  warning: IconAlertTriangle,
  bad: IconAlertOctagon,
  good: IconCircleCheck,
};

/** Icon, words and colour. */
export function Verdict({ tone, words }: { tone: Tone; words: string }) {
  const Icon = ICONS[tone];
  return (
    <Badge
      radius="sm"
      leftSection={<Icon size={14} aria-hidden />}
      styles={{ root: { color: `var(--tone-${tone})`, background: `var(--tone-${tone}-ground)`, letterSpacing: 0 } }}
    >
      {words}
    </Badge>
  );
}
