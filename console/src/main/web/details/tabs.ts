export const TABS = ['databases', 'tables', 'timeline', 'validation', 'verification', 'log', 'settings'] as const;
export type Tab = (typeof TABS)[number];

/** By these the server sorts tables; unless one is chosen those in work come first. */
export const TABLE_SORTS = ['name', 'state', 'rows', 'bytes'] as const;
export type TableSort = (typeof TABLE_SORTS)[number] | `-${(typeof TABLE_SORTS)[number]}`;

/** What the address of the page says of it. */
export interface DetailsSearch {
  tab?: Tab;
  q?: string;
  /** Of the tables; with - before it the largest first. */
  sort?: TableSort;
  /** The verification that is shown. */
  verification?: string;
}

export function readDetailsSearch(raw: Record<string, unknown>): DetailsSearch {
  return {
    verification: typeof raw.verification === 'string' && raw.verification !== '' ? raw.verification : undefined,
    tab: (TABS as readonly unknown[]).includes(raw.tab) ? (raw.tab as Tab) : undefined,
    sort: TABLE_SORTS.flatMap((each): TableSort[] => [each, `-${each}`]).find((each) => each === raw.sort),
    q: typeof raw.q === 'string' && raw.q !== '' ? raw.q : typeof raw.q === 'number' ? String(raw.q) : undefined,
  };
}
