import { describe, expect, test } from 'vitest';
import type { Choice, Table } from '../../main/web/create/choice';
import { keyOf, rows, sums, type Loaded, type Row } from '../../main/web/create/rows';
import { toggled } from '../../main/web/create/ticking';

const table = (schema: string, name: string, bytes = 10): Table => ({ table: `${schema}.${name}`, schema, name, bytes });
const SHOP = [table('public', 'items'), table('public', 'orders', 20), table('audit', 'log', 70)];
const DATABASES = [
  { name: 'shop', bytes: 200 },
  { name: 'crm', bytes: 50 },
];
const NOTHING: Choice = { databases: [], only: false, tables: [], excludeTables: [] };
const loaded = (database: string): Loaded => (database === 'shop' ? { tables: SHOP } : undefined);

function tree(choice: Choice, open: string[] = [], search = ''): Row[] {
  return rows({ databases: DATABASES, loaded, open: new Set(open), search, choice, named: undefined });
}

const text = (row: Row) => (row.kind === 'note' ? `${row.level} ${String(row.note)}` : `${row.level} ${row.label} ${row.ticked}`);

describe('the tree', () => {
  test('shows what is open, and how far it is chosen', () => {
    const choice = { ...NOTHING, databases: ['shop'], excludeTables: ['public.items'] };
    expect(tree(choice, [keyOf('shop'), keyOf('shop', 'public'), keyOf('crm')]).map(text)).toEqual([
      '1 shop some',
      '2 public some',
      '3 items off',
      '3 orders on',
      '2 audit on',
      '1 crm off',
      '2 waiting',
    ]);
  });

  test('ticks nothing inside a database that is not chosen', () => {
    expect(tree({ ...NOTHING, databases: ['crm'] }, [keyOf('shop')]).map(text)).toEqual(['1 shop off', '2 public off', '2 audit off', '1 crm on']);
  });

  test('opens the way to what is sought', () => {
    expect(tree({ ...NOTHING, databases: ['*'] }, [], 'LOG').map(text)).toEqual(['1 shop on', '2 audit on', '3 log on']);
    expect(tree(NOTHING, [], 'nowhere')).toEqual([]);
  });
});

describe('a tick', () => {
  const known = { databases: ['shop', 'crm'], named: undefined, tables: SHOP, complete: true };
  const at = (choice: Choice, label: string) => tree(choice, [keyOf('shop'), keyOf('shop', 'public'), keyOf('shop', 'audit')]).find((row) => row.kind !== 'note' && row.label === label)!;

  test('on a table, when nothing is chosen yet, means that table', () => {
    expect(toggled(NOTHING, at(NOTHING, 'items'), known)).toEqual({ databases: ['shop'], only: true, tables: ['public.items'], excludeTables: [] });
  });

  test('on a database means all of it', () => {
    expect(toggled(NOTHING, at(NOTHING, 'shop'), known)).toEqual({ ...NOTHING, databases: ['shop'] });
  });

  test('that is taken away leaves the part out', () => {
    const shop = { ...NOTHING, databases: ['shop'] };
    expect(toggled(shop, at(shop, 'audit'), known)).toMatchObject({ excludeTables: ['audit.*'] });
    expect(toggled(shop, at(shop, 'shop'), known)).toMatchObject({ databases: [] });
  });

  test('on what is chosen in part chooses the rest', () => {
    const some = { ...NOTHING, databases: ['shop'], excludeTables: ['public.items'] };
    expect(toggled(some, at(some, 'public'), known)).toMatchObject({ excludeTables: [] });
  });
});

test('sums count the tables that are known, and whole databases else', () => {
  expect(sums(DATABASES, loaded, { ...NOTHING, databases: ['shop'], excludeTables: ['log'] }, undefined)).toEqual({ databases: 1, tables: 2, bytes: 30 });
  expect(sums(DATABASES, loaded, { ...NOTHING, databases: ['*'] }, undefined)).toEqual({ databases: 2, tables: undefined, bytes: 150 });
});
