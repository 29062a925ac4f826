import { useSyncExternalStore } from 'react';

/** In this browser; a key without a modifier can be in the way of people who speak to their machine (WCAG 2.1.4). */
const KEY = 'godwit-no-slash';
const watchers = new Set<() => void>();

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

const isOn = (): boolean => localStorage.getItem(KEY) === null;

function turn(on: boolean): void {
  if (on) {
    localStorage.removeItem(KEY);
  } else {
    localStorage.setItem(KEY, 'off');
  }
  watchers.forEach((watcher) => watcher());
}

/** Whether "/" leads to the search of a page, and the way to change that. */
export function useSlash(): [boolean, (on: boolean) => void] {
  return [useSyncExternalStore(subscribe, isOn), turn];
}
