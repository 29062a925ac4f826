import { Badge, Group, Paper, Stack, Switch, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { client, good } from '../api/client';
import type { FindingView, ValidationView } from '../api/types';
import { CopyButton } from '../app/copy';
import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck } from '../app/icons';
import { texts } from '../app/texts';
import { Ago } from '../app/time';
import { Ask, type PartKey } from './ask';

type Severity = 'bad' | 'warning' | 'good';

const ICONS = { bad: IconAlertOctagon, warning: IconAlertTriangle, good: IconCircleCheck };

const severity = (told: string): Severity => (told === 'ERROR' || told === 'FAILED' ? 'bad' : told === 'WARNING' ? 'warning' : 'good');

/** What both servers were found to lack, and what to do about it. */
export default function ValidationTab({ job, told, stale }: PartKey) {
  return (
    <Ask
      queryKey={['validation', job, told]}
      queryFn={() => good(client.GET('/api/v1/jobs/{job}/validation', { params: { path: { job } } }))}
      enabled={!stale}
      height={200}
    >
      {(validation) => <Findings validation={validation} />}
    </Ask>
  );
}

function Findings({ validation }: { validation: ValidationView }) {
  const [notes, setNotes] = useState(false);
  const { outcome, at, databases } = validation;
  if (!outcome) {
    return <Text c="var(--muted)">{texts.details.notValidated}</Text>;
  }
  return (
    <Stack>
      <Group justify="space-between">
        <Group gap="sm">
          <Outcome outcome={outcome} />
          {at && <Ago at={at} />}
        </Group>
        <Switch label={texts.details.showNotes} checked={notes} onChange={(event) => setNotes(event.currentTarget.checked)} />
      </Group>
      {databases.map((database) => {
        const shown = database.findings.filter((each) => notes || severity(each.severity) !== 'good');
        return (
          <Stack key={database.database} gap="xs">
            <Group gap="sm">
              <Title order={2} size="h5" dir="auto">
                {database.database}
              </Title>
              {database.outcome && <Outcome outcome={database.outcome} />}
            </Group>
            {shown.length === 0 && (
              <Text size="sm" c="var(--muted)">
                {texts.details.nothingFound}
              </Text>
            )}
            {shown.map((finding, index) => (
              <Finding key={`${finding.code} ${index}`} finding={finding} />
            ))}
          </Stack>
        );
      })}
    </Stack>
  );
}

function Outcome({ outcome }: { outcome: string }) {
  const tone = severity(outcome);
  const Icon = ICONS[tone];
  return (
    <Badge
      radius="sm"
      leftSection={<Icon size={14} aria-hidden />}
      styles={{ root: { color: `var(--tone-${tone})`, background: `var(--tone-${tone}-ground)`, letterSpacing: 0 } }}
    >
      {texts.details.outcomes[outcome] ?? outcome}
    </Badge>
  );
}

function Finding({ finding }: { finding: FindingView }) {
  const tone = severity(finding.severity);
  const Icon = ICONS[tone];
  return (
    <Paper withBorder p="sm" style={{ borderInlineStart: `3px solid var(--tone-${tone})` }}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Icon size={18} color={`var(--tone-${tone})`} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
        <Stack gap={2} style={{ minWidth: 0, flex: 1 }}>
          <Text size="sm" fw={600}>
            {finding.code} {finding.title}
          </Text>
          <Text size="sm" className="wrap">
            {finding.found}
          </Text>
          <Group gap={4} wrap="nowrap" align="flex-start">
            <Text size="sm" c="var(--muted)" className="wrap">
              {texts.details.next} {finding.next}
            </Text>
            <CopyButton text={finding.next} />
          </Group>
        </Stack>
      </Group>
    </Paper>
  );
}
