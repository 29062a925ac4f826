import { useSyncExternalStore } from 'react';
import { client } from './client';
import { serverNow } from './clock';
import { afterJobEvent, afterRefusal, afterSwitch, changesMore, newerView, type Switching } from './job';
import { afterEvent, type Jobs } from './jobs';
import { EventStream, type Connection } from './stream';
import type { FailureView, JobView } from './types';

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

  /** @param seen told when the first begins to watch, and when the last has gone */
  constructor(
    path: string,
    initial: T,
    after: (value: T, type: string, data: unknown) => T,
    private readonly seen: (watched: boolean) => void = () => undefined,
  ) {
    this.next = { value: initial, asOf: 0, connection: { kind: 'connecting' } };
    this.drawn = this.next;
    this.stream = new EventStream(path, {
      event: (type, data) => this.become({ value: after(this.next.value, type, data), asOf: serverNow() }),
      connection: (connection) => this.become({ connection }),
    });
  }

  /** What an answer to a question of its own says; the stream may know better. */
  merge(change: (value: T) => T): void {
    this.become({ value: change(this.next.value) });
  }

  retryNow(): void {
    this.stream.retryNow();
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

  readonly subscribe = (watcher: () => void): (() => void) => {
    if (this.watchers.size === 0) {
      open.add(this);
      this.seen(true);
      this.stream.open();
    }
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
      if (this.watchers.size === 0) {
        open.delete(this);
        this.stream.close();
        // What it knows is old from now on, and must not be shown as new.
        this.next = this.drawn = { ...this.next, connection: { kind: 'connecting' } };
        this.seen(false);
      }
    };
  };
}

/** That somebody watches. */
const open = new Set<{ now: () => Live<unknown>; retryNow: () => void }>();

/** At once, whatever the next try was planned for. */
export const retryNow = (): void => open.forEach((live) => live.retryNow());

const jobs = new LiveValue<Jobs>('/api/v1/events', undefined, afterEvent);

/** Whoever is not let in any more learns it by whatever they ask next, and not only by the stream. */
client.use({
  onResponse: ({ response, schemaPath }) => {
    if (response.status !== 401 || schemaPath === '/api/v1/session') {
      return;
    }
    // While it connects the stream is about to learn it; once it has, another try would show the page again.
    const kinds = [...open].map((live) => live.now().connection.kind);
    if (kinds.includes('live') || kinds.includes('stale')) {
      retryNow();
    }
  },
});

/** All jobs; one stream for the tab, however many ask. */
export function useLiveJobs(): Live<Jobs> {
  return useSyncExternalStore(jobs.subscribe, jobs.now);
}

/** How the tab is connected, by the one stream that it needs: the job's where it shows one, else that of all jobs. */
export function useConnection(job: string | undefined): Connection {
  const value: LiveValue<Jobs> | LiveValue<JobNow> = job === undefined ? jobs : liveJob(job);
  const read = () => value.now().connection;
  return useSyncExternalStore(value.subscribe, read);
}

/** What is known of one job: its view, undefined before the first answer, and how often more than that has changed. */
export interface JobNow {
  view: JobView | undefined;
  removed: boolean;
  /** Grows with each event that timeline, tables or findings may tell more of. */
  told: number;
  switching: Switching;
  refused: FailureView | undefined;
}

/** No more often than this are actions and their reasons asked for after a change. */
const ASK_EVERY_MS = 500;

/** Those that are watched, so that all parts of a page share a stream. */
const watched = new Map<string, LiveValue<JobNow>>();

function liveJob(id: string): LiveValue<JobNow> {
  const live = watched.get(id) ?? newLiveJob(id);
  watched.set(id, live);
  return live;
}

function newLiveJob(id: string): LiveValue<JobNow> {
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
    { view: undefined, removed: false, told: 0, switching: new Map(), refused: undefined },
    (now, type, data) => {
      const view = afterJobEvent(now.view, type, data);
      const more = changesMore(type, now.view, view);
      if (more) {
        asking ??= setTimeout(() => void ask().catch(() => undefined), ASK_EVERY_MS);
      }
      return {
        view,
        removed: now.removed || type === 'removed',
        switching: afterSwitch(now.switching, data),
        refused: afterRefusal(now.refused, data),
        // With another snapshot something may have happened that nobody heard of.
        told: now.told + (more || type === 'event' || (type === 'snapshot' && now.view) ? 1 : 0),
      };
    },
    (seen) => (seen ? watched.set(id, live) : watched.delete(id)),
  );
  return live;
}

/** One job, while the page shows it. */
export function useLiveJob(id: string): Live<JobNow> {
  const live = liveJob(id);
  return useSyncExternalStore(live.subscribe, live.now);
}
