import { Badge, Tooltip } from '@mantine/core';
import { IconHandStop } from '../app/icons';
import { texts } from '../app/texts';
import names from './badge.module.css';
import { look, type Tone } from './tone';

function colours(tone: Tone) {
  return { root: { color: `var(--tone-${tone})`, background: `var(--tone-${tone}-ground)` } };
}

/** Status and phase in the server's words. */
export function StatusBadge({ status, words, still }: { status: string; words: string; still?: boolean }) {
  const { tone, icon: Icon, turns } = look(status);
  return (
    <Badge
      className={still ? `${names.badge} ${names.still}` : names.badge}
      radius="sm"
      size="md"
      fz={12.5}
      styles={colours(tone)}
      data-tone={tone}
      leftSection={<Icon size={15} aria-hidden className={turns && !still ? names.turns : undefined} />}
    >
      {words}
    </Badge>
  );
}

/** Nothing goes wrong, and nothing goes on without a person. */
export function WaitingBadge() {
  return (
    <Tooltip label={texts.migrations.waitingHint}>
      <Badge
        className={names.badge}
        radius="sm"
        size="md"
        fz={12.5}
        styles={colours('paused')}
        leftSection={<IconHandStop size={15} aria-hidden />}
      >
        {texts.migrations.waiting}
      </Badge>
    </Tooltip>
  );
}
