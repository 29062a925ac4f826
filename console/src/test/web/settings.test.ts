import { describe, expect, it } from 'vitest';
import { expiryOf } from '../../main/web/settings/expiry';
import { readSettingsSearch } from '../../main/web/settings/search';

describe('the address of the settings', () => {
  it('says tab and page, and nothing that is not understood', () => {
    expect(readSettingsSearch({ tab: 'audit', page: 3 })).toEqual({ tab: 'audit', page: 3 });
    expect(readSettingsSearch({ tab: 'nonsense', page: '-1' })).toEqual({ tab: undefined, page: undefined });
    expect(readSettingsSearch({ page: 1.5 })).toEqual({ tab: undefined, page: undefined });
  });
});

describe('a token', () => {
  it('expires so many days from now, or never', () => {
    expect(expiryOf('7', Date.parse('2026-11-21T22:00:00Z'))).toBe('2026-11-28T22:00:00.000Z');
    expect(expiryOf('never', 0)).toBeUndefined();
  });
});
