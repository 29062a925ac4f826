import { describe, expect, it } from 'vitest';
import { confirm, explain, gapOf } from '../../main/web/actions/words';
import { database, view } from './samples';

const lag = (caughtUp: boolean) => ({ lagBytes: 9, lagMs: 48_000, caughtUp, waitingForUser: false, received: 1, applied: 0, filtered: 0, coalesced: 0, changesPerSecond: 0, retainedBytes: 0 });

describe('what is said before an action', () => {
  it('tells how much of the full dump is kept', () => {
    const dumping = view({ databases: [database({ phase: 'FULL_DUMP', progress: { bytesDone: 61, bytesTotal: 100 } })] });
    expect(explain('STOP', dumping, 'auto')).toContain('full dump 61 %');
    expect(explain('STOP', view({ databases: [database({ phase: 'CDC' })] }), 'auto')).not.toContain('%');
  });

  it('tells what becomes of a migration that is under way, at rest, or was never begun', () => {
    expect(explain('DELETE', view({ begun: true, status: 'RUNNING' }), 'auto')).toContain('ended first');
    expect(explain('DELETE', view({ begun: true, status: 'STOPPED' }), 'auto')).not.toContain('ended first');
    expect(explain('DELETE', view({ begun: false, status: 'DRAFT' }), 'auto')).toContain('neither server');
  });

  it('names an end by force on its button', () => {
    expect(confirm('END', 'force')).toBe('Force end');
    expect(confirm('END', 'normal')).toBe('End migration');
  });

  it('knows the gap of a switch, of the database that is meant, and none once it has caught up', () => {
    const job = view({
      databases: [database({ source: 'a', phase: 'CDC', status: 'RUNNING', lag: lag(false) }), database({ source: 'b', phase: 'CDC', status: 'RUNNING', lag: lag(true) })],
    });
    expect(gapOf('PROMOTE', job, undefined)?.lagMs).toBe(48_000);
    expect(gapOf('PROMOTE', job, 'b')).toBeUndefined();
    expect(gapOf('STOP', job, undefined)).toBeUndefined();
  });
});
