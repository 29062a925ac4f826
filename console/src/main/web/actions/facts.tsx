import { Alert, List, Stack, Text } from '@mantine/core';
import type { DatabasePreview, PreviewView } from '../api/types';
import { bytes, count } from '../app/format';
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
            {preview.warnings.slice(0, SHOWN).map((each) => (
              <Text key={each} size="sm" c="var(--tone-warning)" className="wrap">
                {each}
              </Text>
            ))}
            <Rest title={texts.actions.andMore(count(preview.warnings.length - SHOWN))} names={preview.warnings.slice(SHOWN)} color="var(--tone-warning)" />
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

/** Enough for people; the rest unfolds. */
const SHOWN = 5;

/** Beyond this nobody reads on. */
const MOST = 500;

function OfDatabase({ preview }: { preview: DatabasePreview }) {
  const { drops, sourceObjects, notCopied, leftByHand } = preview;
  if (!drops && sourceObjects.length + notCopied.length + leftByHand.length === 0) {
    return null;
  }
  return (
    <div>
      <Text size="sm" fw={600} dir="auto">
        {preview.database}
      </Text>
      <List size="sm" spacing={4} withPadding>
        {drops && (
          <List.Item className="wrap">
            {texts.actions.drops(count(drops.objects), bytes(drops.bytes))}
            <Rest title={drops.names.length < drops.objects ? texts.actions.whichFirst(count(drops.names.length)) : texts.actions.which} names={drops.names} />
          </List.Item>
        )}
        <Line words={texts.actions.notCopied} names={notCopied} />
        <Line words={texts.actions.releases} names={sourceObjects} />
        <Line words={texts.actions.leftByHand} names={leftByHand} all />
      </List>
    </div>
  );
}

/** @param all a person has to do each of them */
function Line({ words, names, all }: { words: (names: string) => string; names: string[]; all?: boolean }) {
  if (names.length === 0) {
    return null;
  }
  const shown = all ? names : names.slice(0, SHOWN);
  return (
    <List.Item className="wrap">
      {words(shown.join(all ? '; ' : ', '))}
      <Rest title={texts.actions.andMore(count(names.length - shown.length))} names={names.slice(shown.length, MOST)} />
    </List.Item>
  );
}

function Rest({ title, names, color = 'var(--muted)' }: { title: string; names: string[]; color?: string }) {
  return names.length === 0 ? null : (
    <details>
      <Text component="summary" size="sm" c={color} style={{ cursor: 'pointer' }}>
        {title}
      </Text>
      <Text size="xs" c={color} className="wrap">
        {names.join(', ')}
      </Text>
    </details>
  );
}
