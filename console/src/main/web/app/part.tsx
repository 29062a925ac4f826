import { lazy, useEffect, useState, type ComponentType } from 'react';
import { Boundary } from './boundary';

/**
 * A part of a page that is drawn when it is needed and fetched right after the page: a dialog must open, and say why nothing
 * can be done, when the server has gone away meanwhile. One that could not be fetched breaks alone.
 */
export function part<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> {
  setTimeout(() => void load().catch(() => undefined));
  const Lazy: ComponentType<P> = lazy(load);
  return function Part(props: P) {
    useFocusBack();
    return (
      <Boundary>
        <Lazy {...props} />
      </Boundary>
    );
  };
}

/** Gives the focus back to where it was before the part, when it goes with the part: a dialog that closes, above all. */
function useFocusBack(): void {
  const [before] = useState(() => opener(document.activeElement));
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === document.body) {
          before?.focus({ preventScroll: true });
        }
      });
    },
    [before],
  );
}

/** An item of a menu goes when the menu closes; the menu's button stays. */
function opener(focused: Element | null): HTMLElement | null {
  const menu = focused?.closest('[role=menu]');
  const stays = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : focused;
  return stays instanceof HTMLElement && stays !== document.body ? stays : null;
}
