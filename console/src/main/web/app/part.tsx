import { lazy, type ComponentType } from 'react';
import { Boundary } from './boundary';

/**
 * A part of a page that is drawn when it is needed and fetched right after the page: a dialog must open, and say why nothing
 * can be done, when the server has gone away meanwhile. One that could not be fetched breaks alone.
 */
export function part<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> {
  setTimeout(() => void load().catch(() => undefined));
  const Lazy: ComponentType<P> = lazy(load);
  return function Part(props: P) {
    return (
      <Boundary>
        <Lazy {...props} />
      </Boundary>
    );
  };
}
