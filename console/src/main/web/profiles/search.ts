/** What the address of the list says of it. */
export interface ProfilesSearch {
  q?: string;
}

export function readProfilesSearch(raw: Record<string, unknown>): ProfilesSearch {
  // A search for digits alone comes out of the address as a number.
  const q = typeof raw.q === 'number' ? String(raw.q) : raw.q;
  return { q: typeof q === 'string' && q !== '' ? q : undefined };
}

/** What the address of a profile says of its page. */
export interface ProfileSearch {
  /** Whether it is being changed. */
  edit?: boolean;
}

export function readProfileSearch(raw: Record<string, unknown>): ProfileSearch {
  return { edit: raw.edit === true ? true : undefined };
}
