import { Progress, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { client, good } from '../api/client';
import type { TableView } from '../api/types';
import { bytes, count } from '../app/format';
import { IconSearch } from '../app/icons';
import { texts } from '../app/texts';
import names from './page.module.css';
import { Ask, type PartKey } from './ask';

const SIZE = 100;
const ROW_HEIGHT = 38;
/** Of what is in view; the server sorts what is in work to the top. */
const ASK_EVERY_MS = 3000;

const route = getRouteApi('/jobs/$job');

function pageOf(job: string, search: string | undefined, page: number, stale: boolean) {
  return {
    queryKey: ['tables', job, search, page],
    queryFn: () =>
      good(client.GET('/api/v1/jobs/{job}/tables', { params: { path: { job }, query: { search, page, size: SIZE } } })),
    enabled: !stale,
    refetchInterval: ASK_EVERY_MS,
    placeholderData: keepPreviousData,
  };
}

/** Thousands of tables: the server searches and sorts, and only what is in view is asked for and drawn. */
export default function TablesTab({ job, stale }: PartKey) {
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const [search] = useDebouncedValue(q, 200);
  return (
    <Stack gap="sm">
      <TextInput
        maw={320}
        type="search"
        aria-label={texts.details.searchTables}
        placeholder={texts.details.searchTables}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={q ?? ''}
        onChange={(event) => {
          const wanted = event.currentTarget.value || undefined;
          void navigate({ search: (now) => ({ ...now, q: wanted }), replace: true });
        }}
      />
      <Ask {...pageOf(job, search, 1, stale)} height={240}>
        {({ total }) =>
          total === 0 ? (
            <Text c="var(--muted)" role="status">
              {search ? texts.details.noSuchTable(search) : texts.details.noTables}
            </Text>
          ) : (
            <List key={search} job={job} search={search} total={total} stale={stale} />
          )
        }
      </Ask>
    </Stack>
  );
}

function List({ job, search, total, stale }: { job: string; search: string | undefined; total: number; stale: boolean }) {
  const scroll = useRef<HTMLDivElement>(null);
  const drawn = useVirtualizer({ count: total, getScrollElement: () => scroll.current, estimateSize: () => ROW_HEIGHT, overscan: 6 });
  const items = drawn.getVirtualItems();
  const from = Math.floor((items[0]?.index ?? 0) / SIZE) + 1;
  const to = Math.floor((items.at(-1)?.index ?? 0) / SIZE) + 1;
  const pages = useQueries({
    queries: Array.from({ length: to - from + 1 }, (_, index) => pageOf(job, search, from + index, stale)),
  });
  const at = (index: number): TableView | undefined => pages[Math.floor(index / SIZE) + 1 - from]?.data?.items[index % SIZE];
  const above = items[0]?.start ?? 0;
  const below = drawn.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <>
      <Text size="sm" c="var(--muted)" role="status">
        {texts.details.tables(count(total), total)}
      </Text>
      <div ref={scroll} className={names.scroll} tabIndex={0} role="region" aria-label={texts.details.tabs.tables}>
        <table className={names.table} aria-rowcount={total + 1}>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">{texts.details.table}</th>
              <th scope="col">{texts.details.database}</th>
              <th scope="col">{texts.columns.status}</th>
              <th scope="col" className={names.number}>
                {texts.details.rows}
              </th>
              <th scope="col" style={{ width: '28%' }}>
                {texts.details.copied}
              </th>
            </tr>
          </thead>
          <tbody>
            {above > 0 && <Spacer height={above} />}
            {items.map((item) => (
              <Row key={item.index} index={item.index} table={at(item.index)} />
            ))}
            {below > 0 && <Spacer height={below} />}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Spacer({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={5} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

function Row({ index, table }: { index: number; table: TableView | undefined }) {
  return (
    <tr aria-rowindex={index + 2} style={{ height: ROW_HEIGHT }}>
      {table ? (
        <>
          <td style={{ overflowWrap: 'anywhere' }}>
            <Text size="sm" fw={600}>
              {table.table}
            </Text>
          </td>
          <td>{table.database}</td>
          <td>
            <Text size="sm" c={table.state === 'DIFFERENT' ? 'var(--tone-bad)' : undefined}>
              {texts.details.tableStates[table.state] ?? table.state}
            </Text>
          </td>
          <td className={names.number}>{count(table.rows)}</td>
          <td>
            <Copied table={table} />
          </td>
        </>
      ) : (
        <td colSpan={5}>
          <Skeleton height={16} />
        </td>
      )}
    </tr>
  );
}

function Copied({ table }: { table: TableView }) {
  const { bytesDone, bytesTotal, state } = table;
  if (state !== 'COPYING' || !bytesTotal) {
    return <Text size="sm">{bytesDone > 0 ? bytes(bytesDone) : '–'}</Text>;
  }
  const words = texts.details.stages.copied(bytes(bytesDone), bytes(bytesTotal));
  return (
    <>
      <Text size="xs">{words}</Text>
      <Progress value={Math.min(100, (bytesDone * 100) / bytesTotal)} size={4} color="var(--tone-moving)" aria-label={words} />
    </>
  );
}
