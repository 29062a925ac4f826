import { Alert, Text } from '@mantine/core';
import type { FailureView } from '../api/types';
import { IconAlertOctagon, IconAlertTriangle } from '../app/icons';
import { texts } from '../app/texts';

/** What failed, what was found, and what to do next. */
export function FailureBox({ failure, tried, mild }: { failure: FailureView; tried?: string | undefined; mild?: boolean }) {
  const tone = tried || mild ? 'warning' : 'bad';
  const Icon = tone === 'warning' ? IconAlertTriangle : IconAlertOctagon;
  return (
    <Alert
      icon={<Icon size={20} aria-hidden />}
      title={`${failure.title} (${failure.code})`}
      styles={{
        root: { background: `var(--tone-${tone}-ground)`, color: `var(--tone-${tone})` },
        title: { color: 'inherit' },
        icon: { color: 'inherit' },
      }}
    >
      <Text size="sm" c={`var(--tone-${tone})`} className="wrap">
        {failure.found}
      </Text>
      <Text size="sm" c={`var(--tone-${tone})`} mt={4} fw={600} className="wrap">
        {texts.details.next} {failure.next}
      </Text>
      {tried && (
        <Text size="sm" c={`var(--tone-${tone})`} mt={4}>
          {tried}
        </Text>
      )}
    </Alert>
  );
}
