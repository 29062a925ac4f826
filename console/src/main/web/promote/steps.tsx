import { Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { serverNow } from '../api/clock';
import type { SwitchStep } from '../api/types';
import { duration } from '../app/format';
import { IconCircleCheck, IconProgress } from '../app/icons';
import { promoteTexts } from '../texts/promote';

const TICK_MS = 100;

interface Props {
  database: string;
  steps: SwitchStep[];
  /** When the page heard of the last one; while it is in work its clock runs. */
  heardAt: number;
  /** How long the whole took, once it is over. */
  wholeMs?: number | undefined;
  /** Nobody knows what happens now. */
  stale?: boolean | undefined;
}

/** What the switch has done, each step with the time it took. */
export function Steps({ database, steps, heardAt, wholeMs, stale }: Props) {
  const now = useTicks(wholeMs === undefined && !stale);
  return (
    <Group component="ol" gap="lg" m={0} p={0} style={{ listStyle: 'none' }} aria-label={promoteTexts.stepsOf(database)}>
      {steps.map((step, index) => {
        const next = steps[index + 1];
        const over = next !== undefined || wholeMs !== undefined;
        const end = next?.afterMs ?? wholeMs ?? step.afterMs + Math.max(0, now - heardAt);
        const Icon = over ? IconCircleCheck : IconProgress;
        return (
          <Group component="li" key={`${index} ${step.step}`} gap={6} wrap="nowrap">
            <Icon size={17} role="img" aria-label={over ? promoteTexts.doneStep : promoteTexts.inWork} color={over ? 'var(--tone-good)' : 'var(--tone-moving)'} />
            <Text size="sm">{promoteTexts.steps[step.step] ?? step.step}</Text>
            <Text size="sm" c="var(--muted)" style={{ fontVariantNumeric: 'tabular-nums' }}>
              {duration(Math.max(0, end - step.afterMs))}
            </Text>
          </Group>
        );
      })}
    </Group>
  );
}

/** The present, ten times a second while it matters. */
function useTicks(running: boolean): number {
  const [now, tick] = useState(Date.now);
  useEffect(() => {
    if (!running) {
      return undefined;
    }
    const timer = setInterval(() => tick(serverNow()), TICK_MS);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
