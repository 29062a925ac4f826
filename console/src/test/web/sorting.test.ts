import { expect, test } from 'vitest';
import { nextSort } from '../../main/web/details/sorting';
import { readDetailsSearch } from '../../main/web/details/tabs';

test('a head sorts one way, then the other, then as it was before', () => {
  expect([undefined, 'name', '-name'].map((now) => nextSort(now as never, 'name'))).toEqual(['name', '-name', undefined]);
  expect([undefined, '-rows', 'rows'].map((now) => nextSort(now as never, 'rows'))).toEqual(['-rows', 'rows', undefined]);
});

test('a head sorts by itself, whatever it was sorted by before', () => {
  expect(nextSort('-rows', 'name')).toBe('name');
  expect(nextSort('name', 'bytes')).toBe('-bytes');
});

test('an address is sorted by what the server knows, and else as ever', () => {
  expect(readDetailsSearch({ sort: '-bytes' }).sort).toBe('-bytes');
  expect(readDetailsSearch({ sort: 'drop' }).sort).toBeUndefined();
});
