import { describe, expect, it } from 'vitest';
import { afterJobEvent, afterRefusal, afterSwitch, changesMore, type Switching } from '../../main/web/api/job';
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

describe('the rest of a job', () => {
  const known = view({ databases: [database({ source: 'a' }), database({ source: 'b' })] });
  const lag = (more: object) => afterJobEvent(known, 'lag', event('lag', { database: 'b', ...more }));

  it('is asked for when a database begins or ends to wait for a person, and not at each lag', () => {
    expect(changesMore('lag', known, lag({ waitingForUser: false }))).toBe(true);
    expect(changesMore('lag', known, lag({ waitingForUser: true, lagBytes: 5 }))).toBe(false);
    expect(changesMore('state', known, known)).toBe(true);
  });
});

describe('the steps of a switch', () => {
  const steps = (name: string) => event('switch', { database: name, steps: [{ name: 'FENCE', tookMs: 100 }] });
  const both = [steps('a'), steps('b')].reduce<Switching>((known, each) => afterSwitch(known, each), new Map());

  it('are kept by database', () => {
    expect([...both.keys()]).toEqual(['a', 'b']);
    expect(both.get('a')?.steps).toHaveLength(1);
  });

  it('of an attempt that came to nothing are not shown with the next one', () => {
    const back = { status: 'RUNNING', phase: 'CDC', version: 7 };
    expect([...afterSwitch(both, event('state', { ...back, database: 'a' })).keys()]).toEqual(['b']);
    expect(afterSwitch(both, event('state', back)).size).toBe(0);
    expect(afterSwitch(both, event('state', { ...back, phase: 'PROMOTING' }))).toBe(both);
  });

  it('come anew with the whole picture', () => {
    expect(afterSwitch(both, event('snapshot', { view: view({}) })).size).toBe(0);
  });
});

describe('why the last attempt was refused', () => {
  const refused = event('refused', { code: 'GW-0601', title: 'Somebody writes', found: [], next: 'Wait' });

  it('stays until another attempt goes on', () => {
    const known = afterRefusal(undefined, refused);
    expect(known?.code).toBe('GW-0601');
    expect(afterRefusal(known, event('state', { phase: 'CDC' }))).toBe(known);
    expect(afterRefusal(known, event('state', { phase: 'PROMOTING' }))).toBeUndefined();
  });
});
