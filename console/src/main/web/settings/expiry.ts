/** Days that a token may live. */
export const LIVES = ['1', '7', '30', '90', '365', 'never'] as const;
export type Life = (typeof LIVES)[number];

const DAY_MS = 86_400_000;

/** When it expires; undefined for never. */
export function expiryOf(life: Life, now: number): string | undefined {
  return life === 'never' ? undefined : new Date(now + Number(life) * DAY_MS).toISOString();
}
