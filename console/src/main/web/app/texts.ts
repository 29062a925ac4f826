/** Every word the console says by itself; statuses, reasons and failures come from the server. */
export const texts = {
  product: 'Godwit',
  skip: 'Skip to content',
  nav: { migrations: 'Migrations', label: 'Pages' },

  scheme: {
    light: 'Light',
    dark: 'Dark',
    auto: 'As the system',
    label: (now: string) => `Colours: ${now}. Change`,
  },

  connection: {
    live: 'Live',
    liveSince: (when: string) => `Live, heard ${when}`,
    connecting: 'Connecting…',
    lost: 'Not connected',
    staleTitle: (since: string) => `Not connected since ${since}`,
    staleBody: 'What you see is what was known then. Actions are off until the server answers.',
    nextTry: (wait: string) => `Next try in ${wait}.`,
    trying: 'Trying now…',
    tryNow: 'Try now',
    asOf: (when: string) => `as of ${when}`,
  },

  who: {
    local: 'On this machine',
    role: (role: string) => `role: ${role}`,
    signOut: 'Sign out',
  },

  signIn: {
    title: 'Sign in to Godwit',
    hint: 'An administrator makes a token on the server’s machine:',
    command: 'godwit token create NAME --role operator',
    token: 'Token',
    submit: 'Sign in',
    submitting: 'Signing in…',
    missing: 'Paste a token first.',
    unreachable: 'The server does not answer. Try again in a moment.',
  },

  migrations: {
    title: 'Migrations',
    search: 'Search names, servers, labels',
    searchLabel: 'Search migrations',
    status: 'Status',
    mode: 'Mode',
    label: 'Label',
    any: 'Any',
    clear: 'Clear filters',
    columns: 'Columns',
    refresh: 'Refresh',
    shown: (shown: number, total: number) =>
      shown === total ? (total === 1 ? '1 migration' : `${total} migrations`) : `${shown} of ${total} migrations`,
    loading: 'Waiting for the list of migrations…',
    emptyTitle: 'No migrations yet',
    empty: 'Create one on the command line, or run the demo:',
    emptyCommands: ['godwit job create --source old --target new --name wave-1 --start', 'godwit demo'],
    noMatchTitle: 'No migration matches',
    noMatch: 'Nothing has this name, status, mode and label.',
    failed: 'The list could not be read',
    next: (next: string) => `Next: ${next}`,
    waiting: 'Waiting for you',
    waitingHint: 'Everything is copied and followed. It waits to be promoted.',
    notDelayed: 'not delayed',
    behind: (time: string, size: string) => `${time}, ${size}`,
    copied: (percent: number) => `${percent} % copied`,
    notKnown: 'not yet known',
    databasesFailed: (count: number) => (count === 1 ? '1 failed' : `${count} failed`),
    sortBy: (column: string) => `Sort by ${column}`,
  },

  columns: {
    name: 'Name',
    status: 'Status',
    mode: 'Mode',
    type: 'Type',
    source: 'Source server',
    engine: 'Source type',
    databases: 'DBs',
    lag: 'Lag / progress',
    duration: 'Duration',
    started: 'Started',
  },

  modes: { ONLINE: 'Online', OFFLINE: 'Offline' } as Record<string, string>,
  types: {
    VALIDATE: 'Validate',
    MIGRATE: 'Migrate',
    VALIDATE_AND_MIGRATE: 'Validate, migrate',
  } as Record<string, string>,
  engines: { postgresql: 'PostgreSQL', mysql: 'MySQL', mariadb: 'MariaDB' } as Record<string, string>,

  statuses: {
    DRAFT: 'Draft',
    NOT_STARTED: 'Not started',
    STARTING: 'Starting',
    RUNNING: 'Running',
    RUNNING_WITH_ERRORS: 'Running with errors',
    STOPPING: 'Stopping',
    STOPPED: 'Stopped',
    RESUMING: 'Resuming',
    RESTARTING: 'Restarting',
    FAILED: 'Failed',
    ENDING: 'Ending',
    ENDED: 'Ended',
    COMPLETED: 'Completed',
    DELETING: 'Deleting',
  } as const,

  notFound: {
    title: 'There is no such page',
    back: 'To the migrations',
  },
  broken: {
    title: 'This part of the page failed',
    again: 'Show it again',
  },
};

export type Status = keyof typeof texts.statuses;
