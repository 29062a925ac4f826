import { describe, expect, it } from 'vitest';
import { distinct, MEASURES, moments, range, timeLabels } from '../../main/web/details/axes';

describe('the axes of a chart', () => {
  it('show something to tell apart where nothing happens', () => {
    expect(range(0, MEASURES.lagMs.least)).toEqual([0, 1000]);
    expect(range(null, 10)).toEqual([0, 10]);
    expect(range(2000, 1000)[1]).toBeCloseTo(2200);
    expect(moments(1000, 1005)).toEqual([885, 1005]);
    expect(moments(0, 3600)).toEqual([0, 3600]);
  });

  it('never have a label twice', () => {
    expect(distinct(['0.0 s', '0.0 s', '0.1 s'])).toEqual(['0.0 s', '', '0.1 s']);
  });

  it('tell seconds only where minutes would be alike', () => {
    const at = (...seconds: number[]) => seconds.map((each) => 1_800_000_000 + each);
    expect(timeLabels(at(0, 30, 60), 30).map((each) => each.slice(-2))).toEqual(['00', '30', '00']);
    expect(timeLabels(at(0, 60), 60).every((each) => each.length === 5)).toBe(true);
  });
});
