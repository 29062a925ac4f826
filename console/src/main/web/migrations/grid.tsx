import { Checkbox, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { FlexRender, useTable, type Row as TableRow, type RowSelectionState } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useMemo, useRef } from 'react';
import { IconArrowDown, IconArrowUp } from '../app/icons';
import { texts } from '../app/texts';
import type { Search } from '../jobs/filter';
import { columns, features, isNumber, width, wraps, type Row } from './columns';
import names from './page.module.css';
import type { Change } from './toolbar';

const ROW_HEIGHT = 53;

interface Props {
  rows: Row[];
  search: Search;
  change: Change;
  selection: RowSelectionState;
  select: (change: RowSelectionState | ((now: RowSelectionState) => RowSelectionState)) => void;
}

/** All jobs as a table; only the rows in view are drawn. */
export function Grid({ rows, search, change, selection, select }: Props) {
  const hidden = useMemo(() => Object.fromEntries((search.hide ?? []).map((column) => [column, false])), [search.hide]);
  const table = useTable({
    features,
    columns,
    data: rows,
    manualSorting: true,
    getRowId: (row) => row.job.id,
    state: { columnVisibility: hidden, rowSelection: selection },
    onRowSelectionChange: select,
  });
  const scroll = useRef<HTMLDivElement>(null);
  const drawn = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const model = table.getRowModel().rows;
  const items = drawn.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = drawn.getTotalSize() - (items.at(-1)?.end ?? 0);
  const shown = table.getVisibleLeafColumns();
  return (
    // Scrolled by keys, too.
    <div ref={scroll} className={names.scroll} tabIndex={0} role="region" aria-label={texts.migrations.title}>
      <table className={names.table} aria-rowcount={rows.length + 1} style={{ minWidth: shown.reduce((sum, each) => sum + width(each.id), 0) }}>
        <colgroup>
          {shown.map((column) => (
            <col key={column.id} style={{ width: width(column.id) }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className={names.select}>
              <Checkbox
                size="xs"
                aria-label={texts.batch.selectAll}
                checked={table.getIsAllRowsSelected()}
                indeterminate={table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected()}
                onChange={table.getToggleAllRowsSelectedHandler()}
              />
            </th>
            {shown.slice(1).map((column) => (
              <Head key={column.id} column={column.id} sort={search.sort} change={change} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={above} span={shown.length} />
          {items.map((item) => {
            const row = model[item.index];
            return row && <Line key={row.id} row={row} index={item.index} selected={row.getIsSelected()} hidden={hidden} />;
          })}
          <Spacer height={below} span={shown.length} />
        </tbody>
      </table>
    </div>
  );
}

interface LineProps {
  row: TableRow<typeof features, Row>;
  index: number;
  selected: boolean;
  hidden: object;
}

/** Drawn again only when something of it has changed: scrolling draws what comes into view, and nothing else. */
const Line = memo(function Line({ row, index }: LineProps) {
  return (
    <tr aria-rowindex={index + 2}>
      {row.getVisibleCells().map((cell) => (
        <td key={cell.id} className={cellClass(cell.column.id)}>
          <FlexRender cell={cell} />
        </td>
      ))}
    </tr>
  );
});

function cellClass(column: string): string | undefined {
  return column === 'select' ? names.select : isNumber(column) ? names.number : wraps(column) ? names.wraps : undefined;
}

function Spacer({ height, span }: { height: number; span: number }) {
  return height > 0 ? (
    <tr className={names.spacer} aria-hidden>
      <td colSpan={span} style={{ height }} />
    </tr>
  ) : null;
}

function Head({ column, sort, change }: { column: string; sort: string | undefined; change: Change }) {
  const current = sort ?? '-started';
  const direction = current === column ? 'ascending' : current === `-${column}` ? 'descending' : undefined;
  const words = texts.columns[column as keyof typeof texts.columns];
  const Arrow = direction === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <th scope="col" aria-sort={direction} className={isNumber(column) ? names.number : undefined}>
      <UnstyledButton className={names.sort} onClick={() => change({ sort: direction === 'ascending' ? `-${column}` : column })}>
        <VisuallyHidden>{texts.migrations.sortBy('')}</VisuallyHidden>
        {words}
        {direction && <Arrow size={14} aria-hidden />}
      </UnstyledButton>
    </th>
  );
}
