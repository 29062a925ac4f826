import { useEffect, useState, useSyncExternalStore } from 'react';
import { client } from './client';
import { afterJobEvent, CHANGES_MORE, newerView } from './job';
import { afterEvent, type Jobs } from './jobs';
import { EventStream, type Connection } from './stream';
import type { JobView } from './types';

/** Something as it is now, and how sure that is. */
export interface Live<T> {
  value: T;
  /** When the last of it came, by this machine's clock. */
  asOf: number;
  connection: Connection;
}

/** Four pictures a second are live enough for people. */
const DRAW_EVERY_MS = 250;

/** What a stream of events makes of a value; open while somebody watches. */
class LiveValue<T> {
  private next: Live<T>;
  private drawn: Live<T>;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private drawnAt = 0;
  private readonly watchers = new Set<() => void>();
  private readonly stream: EventStream;

  constructor(path: string, initial: T, after: (value: T, type: string, data: unknown) => T) {
    this.next = { value: initial, asOf: 0, connection: { kind: 'connecting' } };
    this.drawn = this.next;
    this.stream = new EventStream(path, {
      event: (type, data) => this.become({ value: after(this.next.value, type, data), asOf: Date.now() }),
      connection: (connection) => this.become({ connection }),
    });
  }

  /** What an answer to a question of its own says; the stream may know better. */
  merge(change: (value: T) => T): void {
    this.become({ value: change(this.next.value) });
  }

  private become(change: Partial<Live<T>>): void {
    this.next = { ...this.next, ...change };
    this.timer ??= setTimeout(this.draw, Math.max(0, this.drawnAt + DRAW_EVERY_MS - Date.now()));
  }

  private readonly draw = (): void => {
    this.timer = undefined;
    this.drawnAt = Date.now();
    this.drawn = this.next;
    this.watchers.forEach((watcher) => watcher());
  };

  readonly now = (): Live<T> => this.drawn;

  readonly retryNow = (): void => this.stream.retryNow();

  readonly subscribe = (watcher: () => void): (() => void) => {
    if (this.watchers.size === 0) {
      this.stream.open();
    }
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
      if (this.watchers.size === 0) {
        this.stream.close();
      }
    };
  };
}

const jobs = new LiveValue<Jobs>('/api/v1/events', undefined, afterEvent);

export const retryNow = jobs.retryNow;

/** Whoever is not let in any more learns it by whatever they ask next, and not only by the stream. */
client.use({
  onResponse: ({ response, schemaPath }) => {
    if (response.status === 401 && schemaPath !== '/api/v1/session') {
      retryNow();
    }
  },
});

/** All jobs; one stream for the tab, however many ask. */
export function useLiveJobs(): Live<Jobs> {
  return useSyncExternalStore(jobs.subscribe, jobs.now);
}

/** What is known of one job: its view, undefined before the first answer, and how often more than that has changed. */
export interface JobNow {
  view: JobView | undefined;
  removed: boolean;
  /** Grows with each event that timeline, tables or findings may tell more of. */
  told: number;
}

/** No more often than this are actions and their reasons asked for after a change. */
const ASK_EVERY_MS = 500;

function liveJob(id: string): LiveValue<JobNow> {
  let asking: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    asking = undefined;
    const { data } = await client.GET('/api/v1/jobs/{job}', { params: { path: { job: id } } });
    if (data) {
      live.merge((now) => ({ ...now, view: newerView(now.view, data) }));
    }
  };
  const live: LiveValue<JobNow> = new LiveValue<JobNow>(
    `/api/v1/jobs/${encodeURIComponent(id)}/events`,
    { view: undefined, removed: false, told: 0 },
    (now, type, data) => {
      if (CHANGES_MORE.has(type)) {
        asking ??= setTimeout(() => void ask().catch(() => undefined), ASK_EVERY_MS);
      }
      return {
        view: afterJobEvent(now.view, type, data),
        removed: now.removed || type === 'removed',
        told: now.told + (CHANGES_MORE.has(type) || type === 'event' ? 1 : 0),
      };
    },
  );
  return live;
}

/** One job, while the page shows it. */
export function useLiveJob(id: string): Live<JobNow> {
  const [live, setLive] = useState(() => ({ id, value: liveJob(id) }));
  useEffect(() => setLive((now) => (now.id === id ? now : { id, value: liveJob(id) })), [id]);
  return useSyncExternalStore(live.value.subscribe, live.value.now);
}
