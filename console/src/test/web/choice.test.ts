import { describe, expect, test } from 'vitest';
import { matcher, ofSchema, ofTable, takenDatabases, takesTable, withDatabase, withoutPart, withPart, type Choice, type Table } from '../../main/web/create/choice';

const table = (schema: string, name: string): Table => ({ table: `${schema}.${name}`, schema, name, bytes: 10 });

const TABLES = [table('sales', 'orders'), table('sales', 'items'), table('sales', 'items_old'), table('hr', 'people'), table('hr', 'people_old')];
const ALL: Choice = { databases: ['shop'], only: false, tables: [], excludeTables: [] };
const ONLY: Choice = { ...ALL, only: true };

const taken = (choice: Choice | { heldBy: string }) => ('heldBy' in choice ? `held by ${choice.heldBy}` : TABLES.filter(takesTable(choice)).map((each) => each.table));
const names = (choice: Choice | { heldBy: string }) => choice as Choice;

describe('patterns of a job', () => {
  test.each([
    ['sales.orders', ['sales.orders']],
    ['items', ['sales.items']],
    ['sales.*', ['sales.orders', 'sales.items', 'sales.items_old']],
    ['*_old', ['sales.items_old', 'hr.people_old']],
    ['h?.people', ['hr.people']],
    ['SALES.orders', []],
    ['sales.order', []],
  ])('%s means', (pattern, expected) => {
    expect(TABLES.filter(matcher([pattern])).map((each) => each.table)).toEqual(expected);
  });

  test('take signs of regular expressions, dots and emoji in names as they are', () => {
    const odd = [table('a.b', 'c'), table('public', 'x(1)$'), table('public', '😀 "quoted"'), table('public', 'שלום')];
    expect(odd.filter(matcher(['public.x(1)$'])).length).toBe(1);
    expect(odd.filter(matcher(['public.? "quoted"'])).length).toBe(1);
    expect(odd.filter(matcher(['שלום'])).length).toBe(1);
    expect(odd.filter(matcher(['c'])).map((each) => each.table)).toEqual(['a.b.c']);
    expect(odd.filter(matcher(['b.c']))).toEqual([]);
  });
});

describe('databases', () => {
  const there = ['shop', 'crm', 'crm_old', 'hr'];

  test('are the one that the profile names until somebody chooses', () => {
    expect(takenDatabases({ ...ALL, databases: [] }, there, 'crm')).toEqual(['crm']);
    expect(takenDatabases({ ...ALL, databases: [] }, there, undefined)).toEqual([]);
  });

  test('are added by name, to the one that the profile named', () => {
    expect(withDatabase({ ...ALL, databases: [] }, 'hr', true, there, 'crm').databases).toEqual(['crm', 'hr']);
    expect(withDatabase({ ...ALL, databases: ['*'] }, 'hr', true, there, undefined).databases).toEqual(['*']);
  });

  test('that are left out break a pattern into the names of the others', () => {
    expect(withDatabase({ ...ALL, databases: ['crm*', 'hr'] }, 'crm_old', false, there, undefined).databases).toEqual(['crm', 'hr']);
    expect(withDatabase({ ...ALL, databases: ['*'] }, 'shop', false, there, undefined).databases).toEqual(['crm', 'crm_old', 'hr']);
  });
});

describe('all tables but some', () => {
  test('are said by what is left out', () => {
    const choice = withoutPart(withoutPart(ALL, ofTable('sales.items'), TABLES), ofSchema('hr'), TABLES);
    expect(choice.excludeTables).toEqual(['sales.items', 'hr.*']);
    expect(taken(choice)).toEqual(['sales.orders', 'sales.items_old']);
  });

  test('a schema that is left out replaces its tables', () => {
    expect(withoutPart({ ...ALL, excludeTables: ['hr.people', 'x'] }, ofSchema('hr'), TABLES).excludeTables).toEqual(['x', 'hr.*']);
  });

  test('what comes back out of a pattern leaves the others out by name', () => {
    const choice = withPart({ ...ALL, excludeTables: ['*_old'] }, ofTable('hr.people_old'), TABLES, true);
    expect(names(choice).excludeTables).toEqual(['sales.items_old']);
    expect(taken(withPart({ ...ALL, excludeTables: ['hr.*'] }, ofTable('hr.people'), TABLES, true))).not.toContain('hr.people_old');
  });

  test('a pattern that may mean tables nobody has listed is not broken', () => {
    expect(taken(withPart({ ...ALL, excludeTables: ['*_old'] }, ofTable('hr.people_old'), TABLES, false))).toBe('held by *_old');
    expect(names(withPart({ ...ALL, excludeTables: ['hr.people'] }, ofTable('hr.people'), TABLES, false)).excludeTables).toEqual([]);
  });
});

describe('only some tables', () => {
  test('are said by what is taken', () => {
    const choice = names(withPart(names(withPart(ONLY, ofTable('sales.items'), TABLES, true)), ofSchema('hr'), TABLES, true));
    expect(choice.tables).toEqual(['sales.items', 'hr.*']);
    expect(taken(choice)).toEqual(['sales.items', 'hr.people', 'hr.people_old']);
  });

  test('a whole schema replaces its tables', () => {
    expect(names(withPart({ ...ONLY, tables: ['sales.items'] }, ofSchema('sales'), TABLES, true)).tables).toEqual(['sales.*']);
  });

  test('one of a schema that is taken whole is left out beside it', () => {
    const choice = withoutPart({ ...ONLY, tables: ['sales.*'] }, ofTable('sales.items'), TABLES);
    expect(choice).toMatchObject({ tables: ['sales.*'], excludeTables: ['sales.items'] });
    expect(taken(withPart(choice, ofTable('sales.items'), TABLES, true))).toEqual(['sales.orders', 'sales.items', 'sales.items_old']);
  });

  test('the last one that goes leaves none, which is not all', () => {
    const choice = withoutPart({ ...ONLY, tables: ['hr.people'] }, ofTable('hr.people'), TABLES);
    expect(choice.tables).toEqual([]);
    expect(taken(choice)).toEqual([]);
  });
});

test('ten thousand names are matched in a moment', () => {
  const many = Array.from({ length: 10_000 }, (_, number) => table('s', `t${number}`));
  const choice = { ...ONLY, tables: many.map((each) => each.table) };
  expect(many.every(takesTable(choice))).toBe(true);
});
