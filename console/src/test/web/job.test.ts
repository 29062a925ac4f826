import { describe, expect, it } from 'vitest';
import { afterJobEvent } from '../../main/web/api/job';
import { database, view } from './samples';

const event = (type: string, more: object) => ({ v: 1, type, seq: 1, at: '2026-01-01T00:00:00Z', ...more });

describe('a job after an event', () => {
  const known = view({ version: 5, databases: [database({ source: 'a' }), database({ source: 'b' })] });

  it('is the snapshot, unless that is older', () => {
    const at = (version: number) => afterJobEvent(known, 'snapshot', event('snapshot', { view: view({ version, name: `v${version}` }) }));
    expect(at(6)?.name).toBe('v6');
    expect(at(4)).toBe(known);
  });

  it('is unknown until the snapshot came', () => {
    expect(afterJobEvent(undefined, 'lag', event('lag', { database: 'a', lagBytes: 1 }))).toBeUndefined();
  });

  it('moves itself or one of its databases, and never backwards', () => {
    const moved = { status: 'STOPPED', phase: 'CDC', state: 'Stopped in CDC' };
    expect(afterJobEvent(known, 'state', event('state', { ...moved, version: 6 }))?.status).toBe('STOPPED');
    const after = afterJobEvent(known, 'state', event('state', { ...moved, version: 6, database: 'b' }));
    expect(after?.databases.map((each) => each.status)).toEqual(['RUNNING', 'STOPPED']);
    expect(after?.status).toBe('RUNNING');
    expect(afterJobEvent(known, 'state', event('state', { ...moved, version: 4 }))).toBe(known);
  });

  it('knows the lag of the database that the event names', () => {
    const after = afterJobEvent(known, 'lag', event('lag', { database: 'b', lagBytes: 77 }));
    expect(after?.databases.map((each) => each.lag?.lagBytes)).toEqual([0, 77]);
  });
});
