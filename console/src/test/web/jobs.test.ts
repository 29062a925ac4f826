import { describe, expect, it } from 'vitest';
import { afterEvent, type Jobs } from '../../main/web/api/jobs';
import { job } from './samples';

const page = (...items: ReturnType<typeof job>[]) => ({ items, total: items.length, page: 1, size: 50, asOf: '' });
const names = (jobs: Jobs) => [...(jobs?.values() ?? [])].map((each) => `${each.name} ${each.version}`);

describe('the list after an event', () => {
  it('is the snapshot at first', () => {
    expect(names(afterEvent(undefined, 'snapshot', page(job({ name: 'a' }), job({ name: 'b' }))))).toEqual(['a 1', 'b 1']);
  });

  it('never goes back to a lower version, not by an event and not by a snapshot', () => {
    const known = afterEvent(undefined, 'snapshot', page(job({ name: 'a', version: 7 })));
    expect(names(afterEvent(known, 'job', job({ name: 'a', version: 6 })))).toEqual(['a 7']);
    expect(names(afterEvent(known, 'snapshot', page(job({ name: 'a', version: 6 }))))).toEqual(['a 7']);
    expect(names(afterEvent(known, 'job', job({ name: 'a', version: 8 })))).toEqual(['a 8']);
  });

  it('takes news of the same version, as progress is', () => {
    const known = afterEvent(undefined, 'snapshot', page(job({ name: 'a', percent: 10 })));
    expect(afterEvent(known, 'job', job({ name: 'a', percent: 11 }))?.get('a')?.percent).toBe(11);
  });

  it('loses what a snapshot does not have, and what was removed', () => {
    const known = afterEvent(undefined, 'snapshot', page(job({ name: 'a' }), job({ name: 'b' })));
    expect(names(afterEvent(known, 'snapshot', page(job({ name: 'b' }))))).toEqual(['b 1']);
    expect(names(afterEvent(known, 'removed', { id: 'a' }))).toEqual(['b 1']);
  });

  it('is the same after a type that nobody knows', () => {
    const known = afterEvent(undefined, 'snapshot', page(job({ name: 'a' })));
    expect(afterEvent(known, 'of next year', { id: 'a' })).toBe(known);
  });
});
