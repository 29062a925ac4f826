/** A table as a server told of it. */
export interface Table {
  /** Schema and name, as patterns match them. */
  table: string;
  schema: string;
  name: string;
  bytes: number;
}

/** What a job moves, in the job's own words: patterns, in which * stands for any characters and ? for one. */
export interface Choice {
  /** None: the one that the profile names. */
  databases: string[];
  /** Only what tables name; else all. */
  only: boolean;
  tables: string[];
  /** Tables that are left out in either case, in every database. */
  excludeTables: string[];
}

/** A part of the tree of tables. */
export interface Part {
  /** What a job says for all of it. */
  pattern: string;
  has: (table: Table) => boolean;
}

export const ofSchema = (schema: string): Part => ({ pattern: `${schema}.*`, has: (table) => table.schema === schema });

export const ofTable = (name: string): Part => ({ pattern: name, has: (table) => table.table === name });

const isGlob = (pattern: string): boolean => /[*?]/.test(pattern);

function regex(glob: string): RegExp {
  const source = [...glob].map((char) => (char === '*' ? '.*' : char === '?' ? '.' : char.replace(/[\\^$.+()[\]{}|/]/g, '\\$&'))).join('');
  return new RegExp(`^${source}$`, 'su');
}

export function globMatches(pattern: string, text: string): boolean {
  return isGlob(pattern) ? regex(pattern).test(text) : pattern === text;
}

/** Whether any pattern means a table; one without a dot means the name in any schema. Names are looked up, not tried one by one. */
export function matcher(patterns: readonly string[]): (table: Table) => boolean {
  const names = new Set(patterns.filter((each) => !isGlob(each)));
  const globs = patterns.filter(isGlob).map((each) => ({ regex: regex(each), bare: !each.includes('.') }));
  return (table) =>
    names.has(table.table) ||
    (!table.name.includes('.') && names.has(table.name)) ||
    globs.some(({ regex, bare }) => regex.test(table.table) || (bare && regex.test(table.name)));
}

export function takesTable(choice: Choice): (table: Table) => boolean {
  const included = choice.only ? matcher(choice.tables) : () => true;
  const excluded = matcher(choice.excludeTables);
  return (table) => included(table) && !excluded(table);
}

/** @param named the database that the profile names, if it names one */
export function takesDatabase(choice: Choice, database: string, named: string | undefined): boolean {
  return choice.databases.length === 0 ? database === named : choice.databases.some((each) => globMatches(each, database));
}

export function takenDatabases(choice: Choice, all: readonly string[], named: string | undefined): string[] {
  return all.filter((each) => takesDatabase(choice, each, named));
}

/** The same with a database, or without: then each pattern that meant it becomes the names of the others. */
export function withDatabase(choice: Choice, database: string, on: boolean, all: readonly string[], named: string | undefined): Choice {
  const before = choice.databases.length === 0 ? takenDatabases(choice, all, named) : choice.databases;
  if (on) {
    return { ...choice, databases: takesDatabase(choice, database, named) ? before : [...before, database] };
  }
  const databases = before.flatMap((pattern) => (globMatches(pattern, database) ? all.filter((each) => each !== database && globMatches(pattern, each)) : [pattern]));
  return { ...choice, databases: [...new Set(databases)] };
}

/** A pattern leaves the part out together with tables that nobody has listed yet: it cannot be put in other words. */
export interface Held {
  heldBy: string;
}

/** The same with a part of the tree; in every database, since a job has one list of tables for all. */
export function withPart(choice: Choice, part: Part, known: readonly Table[], complete: boolean): Choice | Held {
  const wanted = known.filter(part.has);
  const names = new Set(wanted.map((each) => each.table));
  const replaced = (pattern: string) => pattern === part.pattern || names.has(pattern);
  const excludeTables: string[] = [];
  for (const pattern of choice.excludeTables.filter((each) => !replaced(each))) {
    const matches = matcher([pattern]);
    if (!wanted.some(matches)) {
      excludeTables.push(pattern);
    } else if (complete) {
      excludeTables.push(...known.filter((each) => matches(each) && !part.has(each)).map((each) => each.table));
    } else {
      return { heldBy: pattern };
    }
  }
  const next = { ...choice, excludeTables: [...new Set(excludeTables)] };
  if (!choice.only || (wanted.length > 0 && wanted.every(matcher(choice.tables)))) {
    return next;
  }
  return { ...next, tables: [...choice.tables.filter((each) => !replaced(each)), part.pattern] };
}

/** The same without a part of the tree. */
export function withoutPart(choice: Choice, part: Part, known: readonly Table[]): Choice {
  const unwanted = known.filter(part.has);
  const names = new Set(unwanted.map((each) => each.table));
  const replaced = (pattern: string) => pattern === part.pattern || names.has(pattern);
  const tables = choice.tables.filter((each) => !replaced(each));
  if (choice.only && !unwanted.some(matcher(tables))) {
    return { ...choice, tables };
  }
  return { ...choice, tables: choice.only ? tables : choice.tables, excludeTables: [...choice.excludeTables.filter((each) => !replaced(each)), part.pattern] };
}
