import { createParser } from 'eventsource-parser';
import { asProblem, Refusal } from './client';
import { serverNow, serverSaid } from './clock';
import { takePlace } from './place';

/** Two heartbeats of the server's: after that what is shown may be old. */
export const STALE_AFTER_MS = 10_000;

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;
/** Of a window without a place for its stream: often enough not to be stale, seldom enough for a thousand jobs. */
const GLIMPSE_EVERY_MS = 3_000;

/** How the page is connected. Only while it is live is what it shows the present. */
export type Connection =
  | { kind: 'connecting' }
  /** By glimpses: other windows of this browser have the connections. */
  | { kind: 'live'; heardAt: number; byGlimpses: boolean }
  | { kind: 'stale'; since: number; nextTryAt: number | undefined; cause: Refusal | undefined }
  /** For good: there is no such thing, or it is not for this visitor. */
  | { kind: 'refused'; cause: Refusal }
  /** Not let in: since when, if it once was. */
  | { kind: 'signed-out'; since: number | undefined };

/** Of a window by somebody: it is this one that has to be live. */
const USES = ['focus', 'pointerdown', 'keydown'] as const;

export interface Listener {
  event(type: string, data: unknown): void;
  connection(now: Connection): void;
}

/**
 * Server-sent events that reconnect by themselves. Read by fetch and not by EventSource, which hides heartbeats and the
 * status of a refusal. Closed while nobody looks: browsers allow six connections to a server, for all tabs together. A
 * window that finds no place among them opens its stream for the first answer alone, again and again, until it is used.
 */
export class EventStream {
  private abort: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private heardAt: number | undefined;
  private retryMs = FIRST_RETRY_MS;
  private byGlimpses = false;
  private insists = false;

  constructor(
    private readonly path: string,
    private readonly listener: Listener,
  ) {}

  open(): void {
    document.addEventListener('visibilitychange', this.looked);
    USES.forEach((use) => window.addEventListener(use, this.used, true));
    this.connect();
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.looked);
    USES.forEach((use) => window.removeEventListener(use, this.used, true));
    this.hangUp();
  }

  /** At once, whatever the next try was planned for. */
  retryNow = (): void => {
    this.retryMs = FIRST_RETRY_MS;
    this.connect();
  };

  private readonly looked = (): void => {
    if (document.visibilityState === 'hidden') {
      this.hangUp();
      this.lost(undefined, false);
    } else {
      this.retryNow();
    }
  };

  private readonly used = (): void => {
    if (this.byGlimpses) {
      this.byGlimpses = false;
      this.insists = true;
      this.connect();
    }
  };

  private hangUp(): void {
    this.abort?.abort();
    this.abort = undefined;
    clearTimeout(this.timer);
    clearTimeout(this.watchdog);
  }

  private connect(): void {
    this.hangUp();
    if (document.visibilityState === 'hidden') {
      return;
    }
    const abort = new AbortController();
    this.abort = abort;
    if (this.heardAt === undefined) {
      this.listener.connection({ kind: 'connecting' });
    }
    this.watch();
    this.read(abort).then(
      () => this.ended(abort, undefined),
      (error: unknown) => this.ended(abort, error instanceof Refusal ? error : undefined),
    );
  }

  private async read(abort: AbortController): Promise<void> {
    const { signal } = abort;
    const insist = this.insists;
    this.insists = false;
    const leave = await takePlace(insist, () => signal.aborted || this.connect());
    if (leave) {
      signal.addEventListener('abort', leave);
    }
    if (signal.aborted) {
      leave?.();
      return;
    }
    this.byGlimpses = leave === undefined;
    const response = await fetch(this.path, { headers: { Accept: 'text/event-stream' }, cache: 'no-store', signal });
    serverSaid(response.headers.get('Date'));
    if (!response.ok || !response.body) {
      throw new Refusal(response.status, asProblem(await response.json().catch(() => undefined)));
    }
    const parser = createParser({
      onEvent: (event) => {
        this.listener.event(event.event ?? 'message', JSON.parse(event.data));
        this.heard();
        if (this.byGlimpses && !signal.aborted) {
          this.lookAgainLater();
        }
      },
      onComment: () => this.heard(),
    });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      parser.feed(chunk.value);
    }
  }

  private lookAgainLater(): void {
    this.hangUp();
    this.watch();
    this.timer = setTimeout(() => this.connect(), GLIMPSE_EVERY_MS);
  }

  private heard(): void {
    this.heardAt = serverNow();
    this.retryMs = FIRST_RETRY_MS;
    this.listener.connection({ kind: 'live', heardAt: this.heardAt, byGlimpses: this.byGlimpses });
    this.watch();
  }

  /** A connection that is open and silent is as bad as none. */
  private watch(): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => {
      this.hangUp();
      this.lost(undefined, true);
    }, STALE_AFTER_MS);
  }

  private ended(abort: AbortController, cause: Refusal | undefined): void {
    if (this.abort !== abort) {
      return;
    }
    this.hangUp();
    if (cause?.status === 401) {
      this.listener.connection({ kind: 'signed-out', since: this.heardAt });
    } else if (cause && (cause.status === 403 || cause.status === 404)) {
      this.listener.connection({ kind: 'refused', cause });
    } else {
      this.lost(cause, true);
    }
  }

  private lost(cause: Refusal | undefined, again: boolean): void {
    const wait = this.retryMs;
    this.retryMs = Math.min(LAST_RETRY_MS, wait * 2);
    if (again) {
      this.timer = setTimeout(() => this.connect(), wait);
    }
    const since = this.heardAt ?? serverNow();
    this.listener.connection({ kind: 'stale', since, nextTryAt: again ? serverNow() + wait : undefined, cause });
  }
}
