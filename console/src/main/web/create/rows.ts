import { takesDatabase, takesTable, type Choice, type Table } from './choice';

export interface Database {
  name: string;
  bytes: number;
}

/** What is known of a database's tables: undefined before somebody opened it. */
export type Loaded = { tables: Table[] } | { waiting: true } | { error: Error } | undefined;

export type Ticked = 'on' | 'some' | 'off';

interface Common {
  key: string;
  level: number;
  label: string;
  parent: string | undefined;
  ticked: Ticked;
  bytes: number;
}

/** A line of the tree. */
export type Row =
  | (Common & { kind: 'database'; database: string; open: boolean })
  | (Common & { kind: 'schema'; database: string; schema: string; open: boolean; tables: number })
  | (Common & { kind: 'table'; database: string; table: Table })
  | { kind: 'note'; key: string; level: number; parent: string; database: string; note: 'waiting' | 'empty' | Error };

export interface Shown {
  databases: readonly Database[];
  loaded: (database: string) => Loaded;
  open: ReadonlySet<string>;
  search: string;
  choice: Choice;
  named: string | undefined;
}

const ticked = (some: boolean, every: boolean): Ticked => (!some ? 'off' : every ? 'on' : 'some');

export const keyOf = (...path: string[]): string => JSON.stringify(path);

/** The lines that are open now, in their order; with a search only those that lead to what is sought. */
export function rows(shown: Shown): Row[] {
  const takes = takesTable(shown.choice);
  const words = shown.search.trim().toLowerCase();
  const sought = (text: string) => text.toLowerCase().includes(words);
  return shown.databases.flatMap(({ name, bytes }) => {
    const loaded = shown.loaded(name);
    const tables = loaded && 'tables' in loaded ? loaded.tables : [];
    const hit = words === '' || sought(name);
    const found = hit ? tables : tables.filter((each) => sought(each.table));
    if (!hit && found.length === 0) {
      return [];
    }
    const key = keyOf(name);
    const open = shown.open.has(key) || (words !== '' && !hit);
    const taken = takesDatabase(shown.choice, name, shown.named);
    const state = !taken ? 'off' : tables.length === 0 ? 'on' : ticked(true, tables.every(takes));
    const row: Row = { kind: 'database', key, level: 1, parent: undefined, label: name, database: name, open, ticked: state, bytes };
    return open ? [row, ...inside(name, loaded, found, taken ? takes : () => false, shown, words !== '' && !hit)] : [row];
  });
}

function inside(database: string, loaded: Loaded, found: Table[], takes: (table: Table) => boolean, shown: Shown, all: boolean): Row[] {
  const parent = keyOf(database);
  if (!loaded || !('tables' in loaded) || found.length === 0) {
    const note = loaded && 'error' in loaded ? loaded.error : loaded && 'tables' in loaded ? 'empty' : 'waiting';
    return [{ kind: 'note', key: keyOf(database, '', 'note'), level: 2, parent, database, note }];
  }
  return [...bySchema(found)].flatMap(([schema, tables]) => {
    const key = keyOf(database, schema);
    const open = all || shown.open.has(key);
    const row: Row = {
      kind: 'schema',
      key,
      level: 2,
      parent,
      label: schema,
      database,
      schema,
      open,
      tables: tables.length,
      ticked: ticked(tables.some(takes), tables.every(takes)),
      bytes: sum(tables),
    };
    return open ? [row, ...tables.map((table) => leaf(database, table, takes))] : [row];
  });
}

function bySchema(tables: readonly Table[]): Map<string, Table[]> {
  const groups = new Map<string, Table[]>();
  for (const each of tables) {
    const group = groups.get(each.schema);
    if (group) {
      group.push(each);
    } else {
      groups.set(each.schema, [each]);
    }
  }
  return groups;
}

function leaf(database: string, table: Table, takes: (table: Table) => boolean): Row {
  return {
    kind: 'table',
    key: keyOf(database, table.schema, table.name),
    level: 3,
    parent: keyOf(database, table.schema),
    label: table.name,
    database,
    table,
    ticked: takes(table) ? 'on' : 'off',
    bytes: table.bytes,
  };
}

const sum = (tables: readonly Table[]): number => tables.reduce((all, each) => all + each.bytes, 0);

/** What was chosen, in numbers; tables undefined while some database was not listed, and then its whole size counts. */
export interface Sums {
  databases: number;
  tables: number | undefined;
  bytes: number;
}

export function sums(databases: readonly Database[], loaded: (database: string) => Loaded, choice: Choice, named: string | undefined): Sums {
  const takes = takesTable(choice);
  const taken = databases.filter((each) => takesDatabase(choice, each.name, named));
  let tables: number | undefined = 0;
  let bytes = 0;
  for (const database of taken) {
    const known = loaded(database.name);
    if (known && 'tables' in known) {
      const chosen = known.tables.filter(takes);
      tables = tables === undefined ? undefined : tables + chosen.length;
      bytes += sum(chosen);
    } else {
      tables = undefined;
      bytes += database.bytes;
    }
  }
  return { databases: taken.length, tables, bytes };
}
