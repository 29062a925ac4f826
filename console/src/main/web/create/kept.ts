import { useEffect, useRef } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { Values } from './form';

/** What was typed on a page that went away by itself, as when one has to sign in again; in memory alone, by what was edited. */
const kept = new Map<string, Values>();

/** Brings back what was typed. True in the answer says that the page is left for good, and nothing is to be kept. */
export function useKept(key: string, form: UseFormReturn<Values>) {
  const leaving = useRef(false);
  // Read here, so that the form keeps account of it.
  const dirty = useRef(false);
  dirty.current = form.formState.isDirty;
  useEffect(() => {
    const before = kept.get(key);
    if (before) {
      // What it was edited from stays the measure of what is unsaved.
      form.reset(before, { keepDefaultValues: true });
      kept.delete(key);
    }
    return () => {
      if (dirty.current && !leaving.current) {
        kept.set(key, structuredClone(form.getValues()));
      }
    };
  }, [key, form]);
  return leaving;
}
