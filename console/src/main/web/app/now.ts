import { useSyncExternalStore } from 'react';
import { serverNow } from '../api/clock';

const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  watchers.forEach((watcher) => watcher());
}

function subscribe(watcher: () => void): () => void {
  timer ??= setInterval(tick, 1000);
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The present, each second; one clock for the page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(serverNow() / 1000)) * 1000;
}
