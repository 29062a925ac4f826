import { useSyncExternalStore } from 'react';
import { afterEvent, type Jobs } from './jobs';
import { EventStream, type Connection } from './stream';

/** The list as it is now, and how sure that is. */
export interface Live {
  jobs: Jobs;
  /** When the last of it came, by this machine's clock. */
  asOf: number;
  connection: Connection;
}

/** Four pictures a second are live enough for people. */
const DRAW_EVERY_MS = 250;

let next: Live = { jobs: undefined, asOf: 0, connection: { kind: 'connecting' } };
let drawn = next;
let timer: ReturnType<typeof setTimeout> | undefined;
let drawnAt = 0;
const watchers = new Set<() => void>();

function draw(): void {
  timer = undefined;
  drawnAt = Date.now();
  drawn = next;
  watchers.forEach((watcher) => watcher());
}

function become(change: Partial<Live>): void {
  next = { ...next, ...change };
  timer ??= setTimeout(draw, Math.max(0, drawnAt + DRAW_EVERY_MS - Date.now()));
}

const stream = new EventStream('/api/v1/events', {
  event: (type, data) => become({ jobs: afterEvent(next.jobs, type, data), asOf: Date.now() }),
  connection: (connection) => become({ connection }),
});

function subscribe(watcher: () => void): () => void {
  if (watchers.size === 0) {
    stream.open();
  }
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) {
      stream.close();
    }
  };
}

export const retryNow = stream.retryNow;

/** All jobs, live; one stream for the tab, however many ask. */
export function useLive(): Live {
  return useSyncExternalStore(subscribe, () => drawn);
}
