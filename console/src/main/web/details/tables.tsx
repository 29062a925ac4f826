import { Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef } from 'react';
import { client, good } from '../api/client';
import type { TableView } from '../api/types';
import { bytes, count } from '../app/format';
import { SearchField } from '../app/search-field';
import { texts } from '../app/texts';
import names from './page.module.css';
import { Ask, type PartKey } from './ask';
import { SortedHead } from './sorting';
import type { TableSort } from './tabs';

const SIZE = 100;
const ROW_HEIGHT = 38;
/** Of what is in view; the server sorts what is in work to the top. */
const ASK_EVERY_MS = 3000;

const route = getRouteApi('/jobs/$job');

/** Which tables, and in which order. */
interface Choice {
  job: string;
  search: string | undefined;
  sort: TableSort | undefined;
}

function pageOf({ job, search, sort }: Choice, page: number, stale: boolean) {
  return {
    queryKey: ['tables', job, search, sort, page],
    queryFn: () =>
      good(client.GET('/api/v1/jobs/{job}/tables', { params: { path: { job }, query: { search, sort, page, size: SIZE } } })),
    enabled: !stale,
    refetchInterval: ASK_EVERY_MS,
    placeholderData: keepPreviousData,
  };
}

/** Thousands of tables: the server searches and sorts, and only what is in view is asked for and drawn. */
export default function TablesTab({ job, stale }: PartKey) {
  const { q, sort } = route.useSearch();
  const navigate = route.useNavigate();
  const [search] = useDebouncedValue(q, 200);
  const choice = { job, search, sort };
  return (
    <Stack gap="sm">
      <SearchField
        className={names.search}
        label={texts.details.searchTables}
        value={q}
        change={(wanted) => void navigate({ search: (now) => ({ ...now, q: wanted }), replace: true })}
      />
      <Ask {...pageOf(choice, 1, stale)} height={240}>
        {({ total }) =>
          total === 0 ? (
            <Text c="var(--muted)" role="status">
              {search ? texts.details.noSuchTable(search) : texts.details.noTables}
            </Text>
          ) : (
            <List
              choice={choice}
              total={total}
              stale={stale}
              change={(wanted) => void navigate({ search: (now) => ({ ...now, sort: wanted }), replace: true })}
            />
          )
        }
      </Ask>
    </Stack>
  );
}

interface ListProps {
  choice: Choice;
  total: number;
  stale: boolean;
  change: (sort: TableSort | undefined) => void;
}

function List({ choice, total, stale, change }: ListProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const drawn = useVirtualizer({ count: total, getScrollElement: () => scroll.current, estimateSize: () => ROW_HEIGHT, overscan: 6 });
  // Another order begins at its top; the head that asked for it keeps the focus.
  useEffect(() => void scroll.current?.scrollTo({ top: 0 }), [choice.search, choice.sort]);
  const items = drawn.getVirtualItems();
  const from = Math.floor((items[0]?.index ?? 0) / SIZE) + 1;
  const to = Math.floor((items.at(-1)?.index ?? 0) / SIZE) + 1;
  const pages = useQueries({
    queries: Array.from({ length: to - from + 1 }, (_, index) => pageOf(choice, from + index, stale)),
  });
  const at = (index: number): TableView | undefined => pages[Math.floor(index / SIZE) + 1 - from]?.data?.items[index % SIZE];
  const above = items[0]?.start ?? 0;
  const below = drawn.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <>
      <Text size="sm" c="var(--muted)" role="status">
        {texts.details.tables(count(total), total)}
        {choice.sort === undefined && total > 1 && texts.details.tablesInWork}
      </Text>
      <div ref={scroll} className={names.scroll} tabIndex={0} role="region" aria-label={texts.details.tabs.tables}>
        <table className={names.table} aria-rowcount={total + 1}>
          <thead>
            <tr aria-rowindex={1}>
              <SortedHead column="name" words={texts.details.table} sort={choice.sort} change={change} />
              <th scope="col">{texts.details.database}</th>
              <SortedHead column="state" words={texts.columns.status} sort={choice.sort} change={change} />
              <SortedHead column="rows" words={texts.details.rows} sort={choice.sort} change={change} />
              <SortedHead column="bytes" words={texts.details.copied} sort={choice.sort} change={change} width="28%" />
            </tr>
          </thead>
          <tbody>
            {above > 0 && <Spacer height={above} />}
            {items.map((item) => (
              <Row key={item.index} index={item.index} table={at(item.index)} measure={drawn.measureElement} />
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

interface RowProps {
  index: number;
  table: TableView | undefined;
  /** A long name takes more than one line. */
  measure: (row: HTMLTableRowElement | null) => void;
}

/** Drawn again only when the server says something else of it. */
const Row = memo(function Row({ index, table, measure }: RowProps) {
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2} style={{ height: ROW_HEIGHT }}>
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
});

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
