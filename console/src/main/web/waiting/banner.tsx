import { Alert, Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { JobView } from '../api/types';
import { IconHandStop } from '../app/icons';
import { waitingTexts as texts } from '../texts/waiting';
import { undecided } from './choices';

/** That something waits for a person, wherever on the page one looks. */
export function WaitingBanner({ view, here }: { view: JobView; here: boolean }) {
  const count = undecided(view);
  return (
    // Out of the page's flow while it is empty, so that it leaves no gap.
    <div role="status" style={count === 0 ? { position: 'absolute' } : undefined}>
      {count > 0 && (
        <Alert
          icon={<IconHandStop size={20} aria-hidden />}
          title={texts.banner(count)}
          styles={{ root: { background: 'var(--tone-warning-ground)', color: 'var(--tone-warning)' }, title: { color: 'inherit' }, icon: { color: 'inherit' } }}
        >
          <Text size="sm" c="var(--tone-warning)">
            {count === 1 ? texts.bannerHint : texts.bannerHintMany}{' '}
            {!here && (
              <Anchor
                size="sm"
                c="var(--tone-warning)"
                underline="always"
                renderRoot={(props) => <Link {...props} to="/jobs/$job" params={{ job: view.id }} search={{ tab: 'databases' }} />}
              >
                {texts.open}
              </Anchor>
            )}
          </Text>
        </Alert>
      )}
    </div>
  );
}
