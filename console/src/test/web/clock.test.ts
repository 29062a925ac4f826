import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serverNow, serverSaid } from '../../main/web/api/clock';

const NOON = Date.parse('2026-11-22T12:00:00Z');

describe("the server's clock", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOON });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is kept to where the viewer’s is wrong', () => {
    serverSaid('Sun, 22 Nov 2026 11:50:00 GMT');
    expect(serverNow()).toBe(NOON - 600_000);
    vi.advanceTimersByTime(5_000);
    expect(serverNow()).toBe(NOON - 595_000);
    serverSaid('Sun, 22 Nov 2026 13:00:05 GMT');
    expect(serverNow()).toBe(NOON + 3_605_000);
  });

  it('is the viewer’s as far as anybody can tell', () => {
    serverSaid('Sun, 22 Nov 2026 11:59:58 GMT');
    expect(serverNow()).toBe(NOON);
  });

  it('stays as it was when an answer does not tell', () => {
    serverSaid('Sun, 22 Nov 2026 11:00:00 GMT');
    serverSaid(null);
    serverSaid('yesterday');
    expect(serverNow()).toBe(NOON - 3_600_000);
  });
});
