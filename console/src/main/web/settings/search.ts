export const TABS = ['tokens', 'audit', 'about'] as const;
export type Tab = (typeof TABS)[number];

/** What the address of the page says of it. */
export interface SettingsSearch {
  tab?: Tab;
  /** Of the audit trail, from 1. */
  page?: number;
  who?: string;
  action?: string;
  subject?: string;
  /** Days in the viewer's zone, both included: 2026-11-21. */
  from?: string;
  until?: string;
}

/** What the audit trail is narrowed to. */
export const FILTERS = ['who', 'action', 'subject', 'from', 'until'] as const;
export type Filter = (typeof FILTERS)[number];

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200) || undefined : undefined;

const day = (value: unknown): string | undefined =>
  typeof value === 'string' && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;

/** The moment at which a day begins where the viewer is, or the one after it. */
export function midnight(of: string | undefined, daysLater: 0 | 1): string | undefined {
  if (of === undefined) {
    return undefined;
  }
  const [year, month, date] = of.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date + daysLater).toISOString();
}

export function readSettingsSearch(raw: Record<string, unknown>): SettingsSearch {
  const page = Number(raw.page);
  return {
    tab: TABS.find((tab) => tab === raw.tab),
    page: Number.isInteger(page) && page > 1 ? page : undefined,
    who: text(raw.who),
    action: text(raw.action),
    subject: text(raw.subject),
    from: day(raw.from),
    until: day(raw.until),
  };
}
