import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '../app/icons';
import names from './page.module.css';
import { TABLE_SORTS, type TableSort } from './tabs';

type Column = (typeof TABLE_SORTS)[number];

/** Names from a to z first, amounts the largest first; the third time it is as it was before. */
export function nextSort(now: TableSort | undefined, column: Column): TableSort | undefined {
  const amount = column === 'rows' || column === 'bytes';
  const order: readonly TableSort[] = amount ? [`-${column}`, column] : [column, `-${column}`];
  return order[now === undefined ? 0 : order.indexOf(now) + 1];
}

interface Props {
  column: Column;
  words: string;
  sort: TableSort | undefined;
  change: (sort: TableSort | undefined) => void;
  width?: string;
}

/** The head of a column by which the server sorts. */
export function SortedHead({ column, words, sort, change, width }: Props) {
  const direction = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : undefined;
  const Arrow = direction === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <th scope="col" aria-sort={direction} className={column === 'rows' ? names.number : undefined} style={{ width }}>
      <UnstyledButton className={names.sort} onClick={() => change(nextSort(sort, column))}>
        {words}
        {direction && <Arrow size={14} aria-hidden />}
      </UnstyledButton>
    </th>
  );
}
