/** What the console says of tables whose definition has changed and that wait for a person. */
export const waitingTexts = {
  banner: (count: number) => (count === 1 ? '1 table waits for you' : `${count} tables wait for you`),
  bannerHint: 'Its definition has changed on the source. Its changes are set aside and everything else goes on, but nothing is promoted until you say what becomes of it.',
  bannerHintMany: 'Their definitions have changed on the source. Their changes are set aside and everything else goes on, but nothing is promoted until you say what becomes of each.',
  open: 'Decide below',
  label: (database: string) => `Tables of ${database} that wait`,
  decided: { COPY: 'It is being copied again.', EXCLUDE: 'It is excluded.', APPLY: 'The statement is being run on the target.' } as Record<string, string>,
  excluded: 'Excluded: the target keeps what it has of it, without later changes.',
  copied: 'It is copied again.',
  choices: { copy: 'Copy again…', apply: 'Run SQL…', exclude: 'Exclude…' },
  of: (choice: string, table: string) => `${choice.replace('…', '')}: ${table}`,
  titles: {
    copy: (table: string) => `Copy ${table} again?`,
    apply: (table: string) => `Run SQL on the target for ${table}?`,
    exclude: (table: string) => `Exclude ${table}?`,
  },
  explains: {
    copy: 'The table is dropped on the target and made anew with all that hangs on it, copied from a new snapshot, and followed from that moment. If it is gone from the source it is dropped on the target. Always right, and costs a copy. The source lets the log go that it kept for it.',
    apply: 'One statement runs on the target and has to make the table as it is on the source now. Then its changes are taken up from the first that was set aside: nothing is copied. A statement that fails changes nothing, and the table waits on.',
    exclude:
      'The target keeps what it has of the table: changes since its definition changed will be missing there, and the report says so. Copying it again takes it back in, until the switch. The source lets the log go that it kept for it.',
  },
  retained: (size: string) => `The source keeps ${size} of log now.`,
  lost: (table: string) => `Lost on the target: the changes of ${table} that are set aside, and all later ones.`,
  statement: 'Statement',
  statementHint: (table: string) => `All of the change in one statement, every name with its schema, such as ALTER TABLE ${table} ADD COLUMN a int, ADD COLUMN b text`,
  confirm: { copy: 'Copy again', apply: 'Run on the target', exclude: 'Exclude it' },
  cancel: 'Cancel',
  leave: 'Leave it running',
  runs: 'The server has taken it on, and runs it between two changes of the table’s database…',
  stillWaits: 'The statement was refused, and nothing was changed',
};
