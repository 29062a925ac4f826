import { ofSchema, ofTable, takenDatabases, withDatabase, withoutPart, withPart, type Choice, type Held, type Table } from './choice';
import type { Row } from './rows';

/** What is known where somebody ticks. */
export interface Known {
  /** All databases of the source. */
  databases: readonly string[];
  named: string | undefined;
  /** Tables of the chosen databases that were listed, and of the one that is ticked. */
  tables: readonly Table[];
  /** Whether all chosen databases were listed. */
  complete: boolean;
}

/** The choice after a tick on a line. */
export function toggled(choice: Choice, row: Row, known: Known): Choice | Held {
  switch (row.kind) {
    case 'note':
      return choice;
    case 'database':
      return withDatabase(choice, row.database, row.ticked === 'off', known.databases, known.named);
    case 'schema':
    case 'table': {
      const part = row.kind === 'schema' ? ofSchema(row.schema) : ofTable(row.table.table);
      if (row.ticked === 'on') {
        return withoutPart(choice, part, known.tables);
      }
      const none = takenDatabases(choice, known.databases, known.named).length === 0;
      // The first tick of all, and on a part of a database, means that part.
      const start = none && choice.excludeTables.length === 0 ? { ...choice, only: true, tables: [] } : choice;
      return withPart(withDatabase(start, row.database, true, known.databases, known.named), part, known.tables, known.complete || none);
    }
  }
}
