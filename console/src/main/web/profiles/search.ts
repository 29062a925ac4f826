/** What the address of the list says of it. */
export interface ProfilesSearch {
  q?: string;
}

export function readProfilesSearch(raw: Record<string, unknown>): ProfilesSearch {
  // A search for digits alone comes out of the address as a number.
  const q = typeof raw.q === 'number' ? String(raw.q) : raw.q;
  return { q: typeof q === 'string' && q !== '' ? q : undefined };
}
