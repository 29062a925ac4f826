import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { texts } from '../../main/web/app/texts';
import { look } from '../../main/web/jobs/tone';

it('each status of the server has a look and words of its own', () => {
  const source = readFileSync('../core/src/main/java/dev/godwit/core/Status.java', 'utf8');
  const statuses = [...source.matchAll(/^ {4}([A-Z_]+)[,;(\n]/gm)].map((found) => found[1]!);
  expect(statuses.length).toBeGreaterThan(10);
  expect(Object.keys(texts.statuses).sort()).toEqual([...statuses].sort());
  statuses.forEach((status) => expect(look(status), status).not.toBe(look('NO_SUCH_STATUS')));
});
