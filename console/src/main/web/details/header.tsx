import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { JobView, LagView } from '../api/types';
import { ActionBar } from '../actions/bar';
import { duration } from '../app/format';
import { useNow } from '../app/now';
import { PageTitle } from '../app/page-title';
import { texts } from '../app/texts';
import { StatusBadge, WaitingBadge } from '../jobs/badge';
import { ReportLink } from '../jobs/report-link';
import { engine, type Freshness } from '../migrations/columns';
import names from './page.module.css';

/** Name, state, what may be done, and from where to where. */
export function Header({ view, fresh }: { view: JobView; fresh: Freshness }) {
  return (
    <Stack gap={6}>
      <Anchor component={Link} to="/" size="sm" w="fit-content">
        {texts.details.all}
      </Anchor>
      <Group justify="space-between" align="center" gap="sm">
        <Group gap="sm">
          <PageTitle state={view.waitingForUser ? texts.details.waitingTitle(view.state) : view.state}>
            {view.name}
          </PageTitle>
          <StatusBadge status={view.status} words={view.state} still={fresh.stale} />
          {view.waitingForUser && <WaitingBadge />}
        </Group>
        <ActionBar view={view} stale={fresh.stale} />
      </Group>
      <Text className={names.route}>
        {place(view.source)} <span aria-label={texts.details.to}>→</span> {place(view.target)} ·{' '}
        {texts.modes[view.mode] ?? view.mode} · {texts.types[view.option] ?? view.option}
        {view.durationMs !== undefined && (
          <>
            {' · '}
            <Running view={view} fresh={fresh} />
          </>
        )}
      </Text>
      {view.status === 'COMPLETED' && <ReportLink job={view.id} words={texts.details.report} />}
    </Stack>
  );
}

function place(told: JobView['source']): string {
  if (!told) {
    return texts.details.noPlace;
  }
  const version = told.serverVersion?.split(' ')[0];
  return `${told.profileName ? `${told.profileName}, ` : ''}${told.server} (${engine(version ? `${told.engine} ${version}` : told.engine)})`;
}

function Running({ view, fresh }: { view: JobView; fresh: Freshness }) {
  const now = useNow();
  const asOf = Date.parse(view.asOf);
  const since = view.endedAt || fresh.stale || asOf === 0 ? 0 : Math.max(0, now - asOf);
  return <>{duration(Math.floor(((view.durationMs ?? 0) + since) / 1000) * 1000)}</>;
}

/** In words, as people tell it each other. */
export function lagWords(lag: LagView | undefined): string {
  if (!lag) {
    return texts.migrations.notKnown;
  }
  return lag.caughtUp ? texts.migrations.notDelayed : texts.details.behind(lag.lagMs, lag.lagBytes);
}
