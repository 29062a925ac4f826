import { Button, Menu, Text } from '@mantine/core';
import { IconChevronDown } from '../app/icons';
import { texts } from '../app/texts';
import { DESTROYS, label, type Action } from './kinds';

interface Offer {
  availableActions: readonly string[];
  unavailableActions?: readonly { action: string; reason: string }[];
}

interface Props {
  actions: readonly Action[];
  of: Offer;
  /** Why none of them is possible now. */
  obstacle: string | undefined;
  choose: (action: Action) => void;
  /** Whose menu it is, for a screen reader. */
  subject: string;
  compact?: boolean;
}

/** All actions: those that are off stay in reach, and say why. */
export function ActionMenu({ actions, of, obstacle, choose, subject, compact }: Props) {
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <Button
          variant="default"
          size={compact ? 'compact-sm' : 'sm'}
          rightSection={<IconChevronDown size={15} aria-hidden />}
          aria-label={texts.actions.menu(subject)}
        >
          {texts.actions.label}
        </Button>
      </Menu.Target>
      {/* Longer than a telephone is high: scrolled by itself, since one whose button is out of sight hides. */}
      <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }}>
        {actions.map((action) => {
          const reason = obstacle ?? reasonAgainst(of, action);
          return (
            <Menu.Item
              key={action}
              aria-disabled={reason !== undefined || undefined}
              closeMenuOnClick={reason === undefined}
              color={reason === undefined && DESTROYS.has(action) ? 'var(--tone-bad)' : undefined}
              onClick={() => reason === undefined && choose(action)}
            >
              <Text size="sm" c={reason === undefined ? undefined : 'var(--muted)'}>
                {label(action)}…
              </Text>
              {reason !== undefined && (
                <Text size="xs" c="var(--muted)">
                  {reason}
                </Text>
              )}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

function reasonAgainst(of: Offer, action: Action): string | undefined {
  if (of.availableActions.includes(action)) {
    return undefined;
  }
  return of.unavailableActions?.find((each) => each.action === action)?.reason ?? texts.actions.notNow;
}
