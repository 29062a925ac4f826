import { expect, it } from 'vitest';
import { made } from '../../main/web/promote/made';

const step = (name: string, detail: string) => ({ name, detail, ms: 1, measured: true, waits: true });
const rehearsed = (...steps: ReturnType<typeof step>[]) => ({ database: 'a', pending: false, steps, refusals: [] });

it('counts what a switch makes, over all databases, and takes words for no number', () => {
  expect(
    made([
      rehearsed(step('writers', ''), step('sequences', '1200'), step('copy what is not followed', '3 tables that no log holds')),
      rehearsed(step('sequences', '12'), step('triggers and other definitions', '14')),
    ]),
  ).toEqual(['sequences 1,212', 'triggers and other definitions 14']);
  expect(made([])).toEqual([]);
});
