import { Kbd, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { IconSearch } from './icons';
import { useSlash } from './slash';

interface Props {
  label: string;
  placeholder?: string;
  value: string | undefined;
  change: (value: string | undefined) => void;
  className?: string | undefined;
}

/** The search of a page, which "/" leads to: the browser's own finds only the rows that are drawn. */
export function SearchField({ label, placeholder = label, value, change, className }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [slash] = useSlash();
  // The address follows a moment later; what is typed fast must not wait for it.
  const [typed, type] = useState(value ?? '');
  useEffect(() => {
    if (document.activeElement !== field.current) {
      type(value ?? '');
    }
  }, [value]);
  useEffect(() => {
    if (!slash) {
      return;
    }
    const pressed = (event: KeyboardEvent) => {
      if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTaken(event.target)) {
        event.preventDefault();
        field.current?.focus();
      }
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [slash]);
  return (
    <TextInput
      ref={field}
      className={className}
      type="search"
      aria-label={label}
      aria-keyshortcuts={slash ? '/' : undefined}
      placeholder={placeholder}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={slash && !typed ? <Kbd size="xs" aria-hidden>/</Kbd> : undefined}
      rightSectionPointerEvents="none"
      value={typed}
      onChange={(event) => {
        type(event.currentTarget.value);
        change(event.currentTarget.value || undefined);
      }}
    />
  );
}

/** Where somebody types, and in a dialog, the key means what it always does. */
function isTaken(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=menu]') !== null;
}
