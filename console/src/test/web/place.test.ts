import { expect, it } from 'vitest';
import { inPlace } from '../../main/web/migrations/place';
import { job } from './samples';

const rows = (...names: string[]) => names.map((name) => ({ job: job({ name }), fresh: { stale: false, asOf: 0 } }));

it('rows keep their places, those that are gone leave, and new ones are counted', () => {
  const placed = inPlace(['a', 'b', 'c'], rows('new', 'c', 'a', 'newer'));
  expect(placed.rows.map((row) => row.job.id)).toEqual(['a', 'c']);
  expect(placed.newer).toBe(2);
});
