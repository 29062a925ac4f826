import { Button, Checkbox, Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { Refusal } from '../api/client';
import { bytes, count } from '../app/format';
import { IconChevronRight } from '../app/icons';
import { texts as appTexts } from '../app/texts';
import { createTexts } from '../texts/create';
import names from './page.module.css';
import type { Row } from './rows';

const { objects: texts } = createTexts;

const ROW_HEIGHT = 34;
const PAGE = 10;

interface Props {
  rows: Row[];
  label: string;
  tick: (row: Row) => void;
  toggle: (key: string, open: boolean) => void;
  again: (database: string) => void;
}

/** Thousands of lines, of which only those in view are drawn; one of them is the active one, for the keyboard. */
export function Tree({ rows, label, tick, toggle, again }: Props) {
  const id = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string>();
  const drawn = useVirtualizer({ count: rows.length, getScrollElement: () => scroll.current, estimateSize: () => ROW_HEIGHT, overscan: 8 });
  const index = Math.max(0, rows.findIndex((row) => row.key === active));
  const go = (to: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, to));
    setActive(rows[next]?.key);
    drawn.scrollToIndex(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[index];
    if (!row || event.ctrlKey || event.altKey || event.metaKey || !act(event.key, row, { index, go, rows, tick, toggle })) {
      return;
    }
    setActive((now) => now ?? row.key);
    event.preventDefault();
  };
  const items = drawn.getVirtualItems();
  const visible = items.some((item) => item.index === index);
  return (
    <div
      ref={scroll}
      className={names.tree}
      role="tree"
      aria-label={label}
      aria-multiselectable
      aria-activedescendant={rows.length > 0 && visible ? `${id}-${index}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: drawn.getTotalSize(), position: 'relative' }}>
        {items.map((item) => {
          const row = rows[item.index]!;
          return (
            <div
              key={row.key}
              id={`${id}-${item.index}`}
              className={names.line}
              data-active={item.index === index || undefined}
              style={{ height: ROW_HEIGHT, transform: `translateY(${item.start}px)`, paddingInlineStart: 10 + (row.level - 1) * 22 }}
              onClick={() => setActive(row.key)}
              {...states(row)}
            >
              {row.kind === 'note' ? <NoteLine row={row} again={again} /> : <Line row={row} tick={tick} toggle={toggle} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function states(row: Row) {
  if (row.kind === 'note') {
    return { role: 'treeitem', 'aria-level': row.level, 'aria-disabled': true, 'aria-selected': false } as const;
  }
  return {
    role: 'treeitem',
    'aria-level': row.level,
    'aria-expanded': row.kind === 'table' ? undefined : row.open,
    'aria-checked': row.ticked === 'some' ? ('mixed' as const) : row.ticked === 'on',
  } as const;
}

interface Keyboard extends Pick<Props, 'rows' | 'tick' | 'toggle'> {
  index: number;
  go: (to: number) => void;
}

/** Whether a key means something here. */
function act(key: string, row: Row, { index, go, rows, tick, toggle }: Keyboard): boolean {
  const folds = row.kind === 'database' || row.kind === 'schema';
  switch (key) {
    case 'ArrowDown':
      go(index + 1);
      return true;
    case 'ArrowUp':
      go(index - 1);
      return true;
    case 'PageDown':
      go(index + PAGE);
      return true;
    case 'PageUp':
      go(index - PAGE);
      return true;
    case 'Home':
      go(0);
      return true;
    case 'End':
      go(rows.length - 1);
      return true;
    case 'ArrowRight':
      if (folds && !row.open) {
        toggle(row.key, true);
      } else if (folds) {
        go(index + 1);
      }
      return true;
    case 'ArrowLeft':
      if (folds && row.open) {
        toggle(row.key, false);
      } else {
        go(rows.findIndex((each) => each.key === row.parent));
      }
      return true;
    case ' ':
    case 'Enter':
      tick(row);
      return true;
    default:
      return false;
  }
}

function Line({ row, tick, toggle }: { row: Exclude<Row, { kind: 'note' }>; tick: (row: Row) => void; toggle: (key: string, open: boolean) => void }) {
  return (
    <>
      {row.kind === 'table' ? (
        <span className={names.fold} />
      ) : (
        <span className={names.fold} data-open={row.open || undefined} aria-hidden onClick={() => toggle(row.key, !row.open)}>
          <IconChevronRight size={15} />
        </span>
      )}
      <span className={names.box} aria-hidden onClick={() => tick(row)}>
        <Checkbox.Indicator size="xs" checked={row.ticked === 'on'} indeterminate={row.ticked === 'some'} />
      </span>
      <span className={names.label} dir="auto" title={row.label} data-kind={row.kind} onClick={() => (row.kind === 'table' ? tick(row) : toggle(row.key, !row.open))}>
        {row.label}
      </span>
      {row.kind === 'schema' && <span className={names.amount}>{texts.tables(count(row.tables))}</span>}
      <span className={names.amount}>{bytes(row.bytes)}</span>
    </>
  );
}

function NoteLine({ row, again }: { row: Extract<Row, { kind: 'note' }>; again: (database: string) => void }) {
  if (row.note === 'waiting' || row.note === 'empty') {
    return (
      <Text size="sm" c="var(--muted)" role="status" className={names.note}>
        {row.note === 'waiting' ? texts.readingTables : texts.noTables}
      </Text>
    );
  }
  const problem = row.note instanceof Refusal ? row.note.problem : undefined;
  return (
    <>
      <Text size="sm" c="var(--tone-bad)" truncate className={names.note} title={problem && `${problem.found}. ${problem.next}`}>
        {problem ? `${problem.code}: ${problem.found}` : appTexts.broken.unreachable}
      </Text>
      <Button size="compact-xs" variant="default" tabIndex={-1} onClick={() => again(row.database)}>
        {appTexts.broken.again}
      </Button>
    </>
  );
}
