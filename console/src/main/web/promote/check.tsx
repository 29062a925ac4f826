import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconAlertTriangle, IconCircle, IconCircleCheck } from '../app/icons';
import { promoteTexts } from '../texts/promote';

type Sign = 'good' | 'warning' | 'open';

const SIGNS = { good: IconCircleCheck, warning: IconAlertTriangle, open: IconCircle };

/** A line of what is to be seen before a switch. */
export function Check({ sign, title, children }: { sign: Sign; title: string; children: ReactNode }) {
  const Icon = SIGNS[sign];
  return (
    <Group component="li" gap="sm" wrap="nowrap" align="flex-start">
      <Icon
        size={20}
        role="img"
        aria-label={promoteTexts.signs[sign]}
        color={`var(--tone-${sign === 'open' ? 'idle' : sign})`}
        style={{ flex: 'none', marginTop: 2 }}
      />
      <div style={{ minWidth: 0 }}>
        <Text fw={600} size="sm">
          {title}
        </Text>
        <Text size="sm" component="div" c="var(--muted)" className="wrap">
          {children}
        </Text>
      </div>
    </Group>
  );
}
