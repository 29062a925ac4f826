import { describe, expect, it } from 'vitest';
import { expiryOf } from '../../main/web/settings/expiry';
import { midnight, readSettingsSearch } from '../../main/web/settings/search';

describe('the address of the settings', () => {
  it('says tab and page, and nothing that is not understood', () => {
    expect(readSettingsSearch({ tab: 'audit', page: 3 })).toEqual({ tab: 'audit', page: 3 });
    expect(readSettingsSearch({ tab: 'nonsense', page: '-1' })).toEqual({ tab: undefined, page: undefined });
    expect(readSettingsSearch({ page: 1.5 })).toEqual({ tab: undefined, page: undefined });
  });
});

describe('the filters of the audit trail', () => {
  it('are kept as they were typed, and days have to be days', () => {
    expect(readSettingsSearch({ who: 'ada', subject: 7, from: '2026-11-21', until: 'tomorrow' })).toMatchObject({ who: 'ada', subject: '7', from: '2026-11-21', until: undefined });
    expect(readSettingsSearch({ who: '', action: {} })).toMatchObject({ who: undefined, action: undefined });
  });

  it('are whole days where the viewer is, also the days on which clocks change', () => {
    expect(new Date(midnight('2026-03-29', 0) ?? '')).toEqual(new Date(2026, 2, 29));
    expect(new Date(midnight('2026-03-29', 1) ?? '')).toEqual(new Date(2026, 2, 30));
    expect(midnight(undefined, 1)).toBeUndefined();
  });
});

describe('a token', () => {
  it('expires so many days from now, or never', () => {
    expect(expiryOf('7', Date.parse('2026-11-21T22:00:00Z'))).toBe('2026-11-28T22:00:00.000Z');
    expect(expiryOf('never', 0)).toBeUndefined();
  });
});
