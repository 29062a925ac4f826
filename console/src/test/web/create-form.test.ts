import { describe, expect, test } from 'vitest';
import type { JobRequest } from '../../main/web/api/types';
import { fromRequest, localMinute, toRequest } from '../../main/web/create/form';
import { schema } from '../../main/web/create/schema';
import { fieldOf, stepOf } from '../../main/web/create/steps';

const WHOLE: JobRequest = {
  name: 'orders "night" 😀',
  source: 'pg-old',
  target: 'postgresql://app@new:5432/shop',
  databases: ['shop', 'crm_*'],
  renames: { shop: 'shop2' },
  schemaRenames: { app: 'שלום' },
  mode: 'offline',
  option: 'migrate',
  tables: ['sales.*'],
  excludeTables: ['*_archive'],
  parallelism: '12',
  existingTarget: 'drop',
  promote: 'auto',
  fence: 'close',
  roles: true,
  owner: 'none',
  keyless: 'insert-only',
  fallback: true,
  throttles: [{ from: '08:00', to: '20:00', dump: { bytesPerSecond: 10_485_761, rowsPerSecond: 7 }, cdc: { rowsPerSecond: 5000 } }, { dump: { bytesPerSecond: 1_048_576 } }],
  retention: { bytes: '20GB', policy: 'stop', disk: '100GB' },
  giveWay: { activeSessions: 50, standbyLagMs: 10_500 },
  startAt: '2030-11-21T22:00:17Z',
  labels: { wave: '3' },
};

describe('the form', () => {
  test('gives back all that a job has, to the byte and the second', () => {
    expect(toRequest(fromRequest(WHOLE), WHOLE)).toEqual(WHOLE);
  });

  test('asks for no more than the defaults when nothing was typed', () => {
    const request = toRequest(fromRequest({}));
    expect(request.source).toBeUndefined();
    expect(request).toMatchObject({ mode: 'online', option: 'validate-and-migrate', existingTarget: 'fail', parallelism: 'optimal' });
    expect(Object.keys(request).sort()).toEqual(['existingTarget', 'fence', 'keyless', 'mode', 'option', 'owner', 'parallelism', 'promote', 'roles']);
  });

  test('keeps keys that it does not know', () => {
    const newer = { ...WHOLE, later: 'x' } as JobRequest;
    expect(toRequest(fromRequest(newer), newer)).toHaveProperty('later', 'x');
  });

  test('takes away what was emptied', () => {
    const values = fromRequest(WHOLE);
    values.labels = [];
    values.only = false;
    values.startAt = '';
    values.throttles = [];
    values.retention = { bytes: '', policy: 'warn', disk: '' };
    const request = toRequest(values, WHOLE);
    for (const key of ['labels', 'tables', 'startAt', 'throttles', 'retention']) {
      expect(request).not.toHaveProperty(key);
    }
    expect(values.tables).toEqual(['sales.*']);
  });

  test('takes the place of the way that is chosen, and keeps the other', () => {
    const values = fromRequest({ source: 'pg-old' });
    values.source = { ...values.source, by: 'address', url: ' postgresql://u@h/d ' };
    expect(toRequest(values).source).toBe('postgresql://u@h/d');
    expect(toRequest({ ...values, source: { ...values.source, by: 'profile' } }).source).toBe('pg-old');
  });

  test('shows a moment in the zone of whoever looks', () => {
    const local = localMinute('2030-11-21T22:00:17Z');
    expect(new Date(local).toISOString()).toBe('2030-11-21T22:00:00.000Z');
  });
});

describe('what is refused before it is sent', () => {
  const wrong = (change: (values: ReturnType<typeof fromRequest>) => void) => {
    const values = fromRequest(WHOLE);
    change(values);
    const result = schema.safeParse(values);
    return result.success ? [] : result.error.issues.map((each) => each.path.join('.'));
  };

  test('nothing of a job as it was', () => expect(wrong(() => undefined)).toEqual([]));

  test.each([
    ['throttles.0.dumpRows', (values: ReturnType<typeof fromRequest>) => (values.throttles[0]!.dumpRows = '1.5')],
    ['throttles.0.dumpMiB', (values) => (values.throttles[0]!.dumpMiB = 'ten')],
    ['throttles.0.to', (values) => (values.throttles[0]!.to = '')],
    ['workers', (values) => (values.workers = '')],
    ['tables', (values) => (values.tables = [])],
    ['renames.0.to', (values) => (values.renames[0]!.to = '')],
    ['labels.1.from', (values) => values.labels.push({ from: 'wave', to: '4' })],
    ['target.url', (values) => (values.target.url = 'postgresql://app:secret@new/shop')],
  ] as [string, (values: ReturnType<typeof fromRequest>) => void][])('%s', (path, change) => expect(wrong(change)).toEqual([path]));
});

describe('a refusal of the server', () => {
  const problem = (about?: string) => ({ type: '', title: '', status: 400, code: 'GW-0209', found: '', next: '', about });

  test.each([
    ['parallelism', 'parallelism'],
    ['retention.bytes', 'retention.bytes'],
    ['throttles[0].dump', 'throttles'],
    ['name', 'name'],
    ['databases', 'databases'],
    ['renames', 'renames'],
    ['source', 'source.url'],
    ['giveWay', 'giveWay.sessions'],
  ])('about %s is shown at %s', (about, field) => expect(fieldOf(problem(about))).toBe(field));

  test.each([undefined, '', 'modern', 'names'])('about %s is about the whole', (about) => expect(fieldOf(problem(about))).toBeUndefined());

  test('of a number of workers is shown where that was typed', () => {
    expect(fieldOf(problem('parallelism'), 'number')).toBe('workers');
  });

  test('leads to the step where the field stands', () => {
    expect(['source.url', 'databases', 'renames.0.to', 'retention.bytes', 'name'].map(stepOf)).toEqual(['source', 'objects', 'objects', 'options', 'options']);
  });
});
