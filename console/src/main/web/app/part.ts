import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

const LATER_MS = 1000;

/**
 * A part of a page that is loaded when it is drawn, or soon after the page: a dialog must open, and say
 * why nothing can be done, when the server has gone away meanwhile.
 */
export function part<P>(load: () => Promise<{ default: ComponentType<P> }>): LazyExoticComponent<ComponentType<P>> {
  setTimeout(() => void load().catch(() => undefined), LATER_MS);
  return lazy(load);
}
