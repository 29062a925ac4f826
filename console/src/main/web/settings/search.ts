export const TABS = ['tokens', 'audit', 'about'] as const;
export type Tab = (typeof TABS)[number];

/** What the address of the page says of it. */
export interface SettingsSearch {
  tab?: Tab;
  /** Of the audit trail, from 1. */
  page?: number;
}

export function readSettingsSearch(raw: Record<string, unknown>): SettingsSearch {
  const page = Number(raw.page);
  return {
    tab: TABS.find((tab) => tab === raw.tab),
    page: Number.isInteger(page) && page > 1 ? page : undefined,
  };
}
