import { Button, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { client, good } from '../api/client';
import type { AuditPage, AuditView } from '../api/types';
import { count } from '../app/format';
import names from '../app/listing.module.css';
import { Ago } from '../app/time';
import { QueryFailure } from '../details/query-failure';
import { words } from '../texts/settings';
import { FILTERS, midnight, type Filter } from './search';

const SIZE = 50;
const ASK_EVERY_MS = 10_000;

const route = getRouteApi('/settings');

/** Who did what, newest first; the server has them all, the page one page. */
export default function Audit({ stale }: { stale: boolean }) {
  const search = route.useSearch();
  const { page = 1, who, action, subject, from, until } = search;
  const query = useQuery({
    queryKey: ['audit', page, who, action, subject, from, until],
    queryFn: () =>
      good(
        client.GET('/api/v1/audit', {
          params: { query: { who, action, subject, from: midnight(from, 0), until: midnight(until, 1), page, size: SIZE } },
        }),
      ),
    enabled: !stale,
    // Older pages stand still while somebody reads them.
    refetchInterval: page === 1 ? ASK_EVERY_MS : false,
    placeholderData: keepPreviousData,
  });
  const filtered = FILTERS.some((each) => search[each] !== undefined);
  return (
    <Stack gap="sm">
      <Filters filtered={filtered} />
      {query.error ? (
        <QueryFailure error={query.error} again={() => void query.refetch()} />
      ) : query.data ? (
        <Found found={query.data} filtered={filtered} stale={stale} />
      ) : (
        <Skeleton height={240} />
      )}
    </Stack>
  );
}

/** What stands in the fields; the address has it a moment later. */
function Filters({ filtered }: { filtered: boolean }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(() => Object.fromEntries(FILTERS.map((each) => [each, search[each] ?? ''])) as Record<Filter, string>);
  const narrow = useDebouncedCallback(
    (next: Record<Filter, string>) =>
      void navigate({ search: (now) => ({ tab: now.tab, ...Object.fromEntries(FILTERS.map((each) => [each, next[each].trim() || undefined])) }), replace: true }),
    250,
  );
  const become = (next: Record<Filter, string>) => {
    setTyped(next);
    narrow(next);
  };
  return (
    <Group gap="sm" align="flex-end" role="search" aria-label={words.audit.filtersLabel}>
      {FILTERS.map((each) => (
        <TextInput
          key={each}
          label={words.audit.filters[each]}
          type={each === 'from' || each === 'until' ? 'date' : 'search'}
          size="sm"
          w={150}
          value={typed[each]}
          onChange={(event) => become({ ...typed, [each]: event.currentTarget.value })}
        />
      ))}
      {filtered && (
        <Button variant="subtle" size="sm" onClick={() => become({ who: '', action: '', subject: '', from: '', until: '' })}>
          {words.audit.clear}
        </Button>
      )}
    </Group>
  );
}

function Found({ found, filtered, stale }: { found: AuditPage; filtered: boolean; stale: boolean }) {
  const { page = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  const { items, total } = found;
  const pages = Math.max(1, Math.ceil(total / SIZE));
  const go = (wanted: number) => void navigate({ search: (now) => ({ ...now, page: wanted > 1 ? wanted : undefined }) });
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="var(--muted)" role="status">
          {total === 0 ? (filtered ? words.audit.noMatch : words.audit.empty) : words.audit.shown(count((page - 1) * SIZE + 1), count((page - 1) * SIZE + items.length), count(total))}
        </Text>
        {pages > 1 && (
          <Group gap="xs">
            <Button variant="default" size="compact-sm" disabled={page <= 1} onClick={() => go(page - 1)}>
              {words.audit.newer}
            </Button>
            <Text size="sm">{words.audit.page(count(page), count(pages))}</Text>
            <Button variant="default" size="compact-sm" disabled={page >= pages} onClick={() => go(page + 1)}>
              {words.audit.older}
            </Button>
          </Group>
        )}
      </Group>
      {items.length > 0 && <Trail items={items} stale={stale} />}
    </Stack>
  );
}

function Trail({ items, stale }: { items: AuditView[]; stale: boolean }) {
  const { columns } = words.audit;
  return (
    <div className={stale ? `${names.frame} stale` : names.frame}>
      <table className={`${names.table} ${names.stacks}`}>
        <thead>
          <tr>
            {Object.values(columns).map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((each, index) => (
            <tr key={`${each.at} ${index}`}>
              <td data-label={columns.at} className={names.fixed}>
                <Ago at={each.at} />
              </td>
              <td data-label={columns.who}>{each.who}</td>
              <td data-label={columns.action}>{each.action}</td>
              <td data-label={columns.subject}>{each.subject}</td>
              <td data-label={columns.outcome}>
                <Text size="sm" span c={each.outcome.startsWith('refused') ? 'var(--tone-bad)' : undefined} title={each.requestId}>
                  {each.outcome}
                </Text>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
