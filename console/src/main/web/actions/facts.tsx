import { Alert, List, Stack, Text } from '@mantine/core';
import type { DatabasePreview, PreviewView } from '../api/types';
import { bytes, count, duration } from '../app/format';
import { IconAlertTriangle } from '../app/icons';
import { texts } from '../app/texts';

/** What an action would do, as the server has looked it up just now. */
export function Facts({ preview }: { preview: PreviewView }) {
  if (!preview.allowed) {
    return (
      <Alert styles={warning} icon={<IconAlertTriangle size={18} aria-hidden />} title={texts.actions.refused}>
        <Text size="sm" c="var(--tone-warning)">
          {preview.reason}
        </Text>
      </Alert>
    );
  }
  return (
    <Stack gap="sm">
      {preview.warnings.length > 0 && (
        <Alert styles={warning} icon={<IconAlertTriangle size={18} aria-hidden />}>
          <Stack gap={4}>
            {preview.warnings.map((each) => (
              <Text key={each} size="sm" c="var(--tone-warning)">
                {each}
              </Text>
            ))}
          </Stack>
        </Alert>
      )}
      {preview.databases.map((each) => (
        <OfDatabase key={each.database} preview={each} />
      ))}
    </Stack>
  );
}

const warning = {
  root: { background: 'var(--tone-warning-ground)', color: 'var(--tone-warning)' },
  title: { color: 'inherit' },
  icon: { color: 'inherit' },
};

function OfDatabase({ preview }: { preview: DatabasePreview }) {
  const { drops, lagBytes, lagMs, retainedBytes } = preview;
  const lines = [
    drops && texts.actions.drops(count(drops.objects), bytes(drops.bytes)),
    lagBytes !== undefined && lagBytes > 0 && texts.actions.lacks(bytes(lagBytes), duration(lagMs ?? 0)),
    retainedBytes !== undefined && texts.actions.retains(bytes(retainedBytes)),
    preview.sourceObjects.length > 0 && texts.actions.releases(preview.sourceObjects.join(', ')),
    preview.notCopied.length > 0 && texts.actions.notCopied(preview.notCopied.join(', ')),
    preview.leftByHand.length > 0 && texts.actions.leftByHand(preview.leftByHand.join('; ')),
  ].filter((line): line is string => typeof line === 'string');
  if (lines.length === 0) {
    return null;
  }
  return (
    <div>
      <Text size="sm" fw={600} dir="auto">
        {preview.database}
      </Text>
      <List size="sm" spacing={2} withPadding>
        {lines.map((line) => (
          <List.Item key={line} style={{ overflowWrap: 'anywhere' }}>
            {line}
          </List.Item>
        ))}
      </List>
      {drops && drops.names.length > 0 && (
        <details>
          <Text component="summary" size="sm" c="var(--muted)" style={{ cursor: 'pointer' }}>
            {texts.actions.dropNames(drops.names.length, drops.objects)}
          </Text>
          <Text size="xs" c="var(--muted)" style={{ overflowWrap: 'anywhere' }}>
            {drops.names.join(', ')}
          </Text>
        </details>
      )}
    </div>
  );
}
