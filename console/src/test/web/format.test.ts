import { describe, expect, it } from 'vitest';
import { ago, bytes, duration, utc } from '../../main/web/app/format';

const plain = (text: string) => text.replaceAll(' ', ' ');

describe('numbers for people', () => {
  it('have binary units and few digits', () => {
    expect([0, 1023, 1024, 1536, 12_288, 138_512_695_296].map((each) => plain(bytes(each)))).toEqual([
      '0 B',
      '1,023 B',
      '1 KiB',
      '1.5 KiB',
      '12 KiB',
      '129 GiB',
    ]);
  });

  it('never part from their unit', () => {
    expect(bytes(2048)).toBe('2 KiB');
  });

  it('say durations in two units', () => {
    expect([400, 48_000, 125_000, 7_440_000, 190_000_000].map((each) => plain(duration(each)))).toEqual([
      '0.4 s',
      '48 s',
      '2m 05s',
      '2h 04m',
      '2d 4h',
    ]);
  });

  it('say how long ago, and nothing of the future', () => {
    expect(ago(1000, 3000)).toBe('just now');
    expect(ago(9000, 3000)).toBe('just now');
    expect(ago(0, 125_000)).toBe('2m ago');
  });

  it('have the same moment in UTC', () => {
    expect(utc(Date.parse('2026-11-21T22:04:30.120Z'))).toBe('2026-11-21 22:04:30 UTC');
  });
});
