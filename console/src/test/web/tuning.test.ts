import { describe, expect, it } from 'vitest';
import { fromRequest, NO_WINDOW } from '../../main/web/create/form';
import { otherwise, patch } from '../../main/web/details/tuning';

const base = { name: 'x', parallelism: '2', labels: { wave: '1', team: 'a' } };
const typed = (more: object) => patch(base, { ...fromRequest(base), ...more }, fromRequest(base));

describe('what is sent of settings that were edited', () => {
  it('is nothing of what nobody touched', () => {
    expect(typed({})).toEqual({});
  });

  it('is the limit that was typed, and null for one that went', () => {
    expect(typed({ throttles: [{ ...NO_WINDOW, dumpRows: '50' }] })).toEqual({ throttles: [{ dump: { rowsPerSecond: 50 } }] });
    const limited = { throttles: [{ dump: { rowsPerSecond: 50 } }] };
    expect(patch(limited, { ...fromRequest(limited), throttles: [] }, fromRequest(limited))).toEqual({ throttles: null });
  });

  it('names a label that went', () => {
    expect(typed({ labels: [{ from: 'wave', to: '2' }] })).toEqual({ labels: { wave: '2', team: null } });
  });
});

it('only what is live is a conflict', () => {
  expect(otherwise(base, { ...base, name: 'y' })).toEqual([]);
  expect(otherwise(base, { ...base, parallelism: '3' })).toEqual(['parallelism']);
});
