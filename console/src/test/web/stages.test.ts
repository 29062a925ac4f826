import { describe, expect, it } from 'vitest';
import { dumped, stages, worstLag } from '../../main/web/jobs/stages';
import { database, view } from './samples';

const states = (told: Parameters<typeof stages>[0]) => stages(told).map((each) => `${each.id} ${each.state}`);

describe('the stages of a job', () => {
  it('overlap: each database has its own', () => {
    const told = view({ databases: [database({ source: 'a', phase: 'FULL_DUMP' }), database({ source: 'b', phase: 'BUILDING_INDEXES' })] });
    expect(states(told)).toEqual(['validation done', 'schema done', 'dump active', 'indexes active', 'cdc ahead', 'promote ahead']);
  });

  it('say where something failed, and where something rests', () => {
    const told = view({
      databases: [database({ source: 'a', phase: 'CDC', status: 'STOPPED' }), database({ source: 'b', phase: 'FULL_DUMP', status: 'FAILED' })],
    });
    expect(states(told)).toEqual(['validation done', 'schema done', 'dump failed', 'indexes ahead', 'cdc resting', 'promote ahead']);
  });

  it('are those of its kind, and all done at the end', () => {
    const done = [database({ phase: 'COMPLETING', status: 'COMPLETED' })];
    expect(states(view({ mode: 'OFFLINE', databases: done }))).toEqual(['validation done', 'schema done', 'dump done', 'indexes done', 'promote done']);
    expect(states(view({ option: 'VALIDATE', databases: [] }))).toEqual(['validation ahead']);
  });

  it('are not counted for databases that were removed', () => {
    const told = view({ databases: [database({ phase: 'CDC' }), database({ source: 'b', phase: 'VALIDATING', status: 'FAILED', removed: true })] });
    expect(states(told)[0]).toBe('validation done');
  });
});

describe('the full dump of all databases', () => {
  const one = (more: object) => database({ progress: { bytesDone: 10, bytesTotal: 40, bytesPerSecond: 5, etaMs: 6000, ...more } });

  it('is not known before one of them is', () => {
    expect(dumped([database({})])).toBeUndefined();
  });

  it('takes as long as the slowest, and nobody knows while one of them is not steady', () => {
    expect(dumped([one({}), one({ etaMs: 9000 })])).toEqual({ done: 20, total: 80, rate: 10, etaMs: 9000 });
    expect(dumped([one({}), one({ etaMs: undefined })])?.etaMs).toBeUndefined();
  });
});

it('the lag of a job is that of the database that is behind most, and none while nothing is followed', () => {
  const lag = (lagBytes: number) => ({ ...database({}).lag!, lagBytes });
  expect(worstLag(view({ databases: [database({ lag: lag(3) }), database({ source: 'b', lag: lag(9) })] }))?.lagBytes).toBe(9);
  expect(worstLag(view({ databases: [database({ lag: lag(3), status: 'STOPPED' })] }))).toBeUndefined();
});
