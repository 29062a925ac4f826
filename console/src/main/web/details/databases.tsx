import { Stack, Text } from '@mantine/core';
import { Fragment } from 'react';
import { serverNow } from '../api/clock';
import type { DatabaseView, JobView } from '../api/types';
import { DatabaseActions } from '../actions/database';
import { bytes, count, duration } from '../app/format';
import { texts } from '../app/texts';
import { StatusBadge } from '../jobs/badge';
import { FailureBox } from '../jobs/failure';
import { lagWords } from './header';
import { WaitingTables } from '../waiting/tables';
import names from './page.module.css';

/** Each database by itself: one that fails leaves the others running. */
export function DatabasesTab({ view, stale }: { view: JobView; stale: boolean }) {
  if (view.databases.length === 0) {
    return <Text c="var(--muted)">{texts.details.noDatabases}</Text>;
  }
  return (
    <div className={`${names.frame} ${names.stacks}`}>
      <table className={names.table}>
        <thead>
          <tr>
            <th scope="col">{texts.details.database}</th>
            <th scope="col">{texts.columns.status}</th>
            <th scope="col">{texts.columns.lag}</th>
            <th scope="col">{texts.details.changes}</th>
            <th scope="col">{texts.details.retained}</th>
            <th scope="col">
              <span className="visually-hidden">{texts.actions.label}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {view.databases.map((each) => (
            <Fragment key={each.id}>
              <Line view={view} database={each} stale={stale} />
              <More view={view} database={each} stale={stale} />
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ view, database, stale }: { view: JobView; database: DatabaseView; stale: boolean }) {
  const { source, target, lag, retention } = database;
  return (
    <tr>
      <td>
        <Text fw={600} size="sm" dir="auto">
          {source}
        </Text>
        {target !== source && (
          <Text size="xs" c="var(--muted)">
            → {target}
          </Text>
        )}
      </td>
      <td>
        <StatusBadge status={database.removed ? 'ENDED' : database.status} words={database.removed ? texts.details.removedDatabase : database.state} still={stale} />
      </td>
      <td data-label={texts.columns.lag}>{database.phase === 'CDC' && lag ? lagWords(lag) : progressWords(database)}</td>
      <td data-label={texts.details.changes}>{lag ? ledger(lag) : '–'}</td>
      <td data-label={texts.details.retained}>{retention?.retainedBytes !== undefined ? keeps(retention) : '–'}</td>
      <td className={names.number}>{!database.removed && <DatabaseActions view={view} database={database} stale={stale} />}</td>
    </tr>
  );
}

function progressWords({ progress }: DatabaseView): string {
  if (progress?.bytesTotal !== undefined) {
    return texts.details.stages.copied(bytes(progress.bytesDone ?? 0), bytes(progress.bytesTotal));
  }
  return progress?.builtTotal ? texts.details.stages.built(count(progress.builtDone ?? 0), count(progress.builtTotal)) : '–';
}

/** Each change that came is accounted for. */
function ledger(lag: NonNullable<DatabaseView['lag']>) {
  return (
    <Text size="sm">
      {texts.details.ledger(count(lag.received), count(lag.applied))}
      {lag.filtered + lag.coalesced > 0 && (
        <Text span size="xs" c="var(--muted)" display="block">
          {texts.details.ledgerMore(count(lag.filtered), count(lag.coalesced))}
        </Text>
      )}
    </Text>
  );
}

function keeps(retention: NonNullable<DatabaseView['retention']>) {
  const limit = retention.budgetBytes ?? retention.limitBytes;
  return (
    <Text size="sm" c={retention.level === 'WITHIN' ? undefined : 'var(--tone-warning)'}>
      {bytes(retention.retainedBytes ?? 0)}
      {limit !== undefined && (
        <Text span size="xs" c="var(--muted)" display="block">
          {texts.details.limit(bytes(limit))}
        </Text>
      )}
    </Text>
  );
}

/** What went wrong with it, and what is left to do by hand. */
function More({ view, database, stale }: { view: JobView; database: DatabaseView; stale: boolean }) {
  const { failure, trouble, leftToDo, waiting } = database;
  if (!failure && !trouble && leftToDo.length === 0 && waiting.length === 0) {
    return null;
  }
  return (
    <tr>
      <td colSpan={6}>
        <Stack gap="xs">
          {failure && <FailureBox failure={failure} />}
          {trouble && <FailureBox failure={trouble.cause} tried={texts.details.tried(trouble.attempt, wait(trouble.nextTryAt))} />}
          {waiting.length > 0 && <WaitingTables view={view} database={database} stale={stale} />}
          {leftToDo.length > 0 && (
            <Text size="sm" component="div">
              {texts.details.leftToDo}
              <ul style={{ margin: '4px 0 0' }}>
                {leftToDo.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </Text>
          )}
        </Stack>
      </td>
    </tr>
  );
}

function wait(until: string): string {
  return duration(Math.max(0, Date.parse(until) - serverNow()));
}
