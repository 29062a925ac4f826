import { Group, Stack, Text } from '@mantine/core';
import type { TestView } from '../api/types';
import { quick } from '../app/format';
import { IconAlertOctagon, IconCircleCheck } from '../app/icons';
import { FailureBox } from '../jobs/failure';
import { words } from '../texts/profiles';

/** How far the way to the server went, step by step, and what ended it. */
export function TestResult({ result }: { result: TestView }) {
  const failure = result.steps.find((step) => step.failure)?.failure;
  return (
    <Stack gap="sm" role="status">
      <Text fw={600} size="sm" c={result.ok ? 'var(--tone-good)' : 'var(--tone-bad)'}>
        {result.ok ? words.testGood(result.serverVersion ?? '', quick(result.latencyMs ?? 0)) : words.testBad}
      </Text>
      <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {result.steps.map((step) => (
          <Step key={step.name} step={step} />
        ))}
      </Stack>
      {failure && <FailureBox failure={failure} />}
    </Stack>
  );
}

function Step({ step }: { step: TestView['steps'][number] }) {
  const Icon = step.ok ? IconCircleCheck : IconAlertOctagon;
  return (
    <Group component="li" gap={8} wrap="nowrap" align="flex-start">
      <Icon
        size={18}
        role="img"
        aria-label={step.ok ? words.stepGood : words.stepBad}
        color={`var(--tone-${step.ok ? 'good' : 'bad'})`}
        style={{ flex: 'none', marginTop: 1 }}
      />
      <Text size="sm" className="wrap">
        {words.steps[step.name]}
        <Text span size="sm" c="var(--muted)">
          {step.detail && `: ${step.detail}`} · {quick(step.tookMs)}
        </Text>
      </Text>
    </Group>
  );
}
