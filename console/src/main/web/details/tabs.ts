export const TABS = ['databases', 'tables', 'timeline', 'validation', 'verification', 'log', 'settings'] as const;
export type Tab = (typeof TABS)[number];

/** What the address of the page says of it. */
export interface DetailsSearch {
  tab?: Tab;
  q?: string;
  /** The verification that is shown. */
  verification?: string;
}

export function readDetailsSearch(raw: Record<string, unknown>): DetailsSearch {
  return {
    verification: typeof raw.verification === 'string' && raw.verification !== '' ? raw.verification : undefined,
    tab: (TABS as readonly unknown[]).includes(raw.tab) ? (raw.tab as Tab) : undefined,
    q: typeof raw.q === 'string' && raw.q !== '' ? raw.q : typeof raw.q === 'number' ? String(raw.q) : undefined,
  };
}
