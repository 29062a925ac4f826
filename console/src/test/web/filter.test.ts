import { describe, expect, it } from 'vitest';
import { matching, readSearch, sorted } from '../../main/web/jobs/filter';
import { job } from './samples';

const names = (jobs: { name: string }[]) => jobs.map((each) => each.name).join(' ');

describe('the address of the page', () => {
  it('keeps what it understands and forgets the rest', () => {
    expect(readSearch({ q: 7, status: 'FAILED', sort: 'password', hide: ['name', 'type', 3], evil: 1 })).toEqual({
      q: '7',
      status: ['FAILED'],
      hide: ['type'],
    });
  });
});

describe('jobs that match', () => {
  const jobs = [
    job({ name: 'orders', labels: { wave: '3' } }),
    job({ name: 'crm', status: 'FAILED', state: 'Failed in CDC', sourceServer: 'pg-b:5432' }),
    job({ name: 'hr', mode: 'OFFLINE' }),
  ];

  it('are found by name, server, state and label, all words of them, in any case', () => {
    expect(names(matching(jobs, { q: 'ORD' }))).toBe('orders');
    expect(names(matching(jobs, { q: 'pg-b failed' }))).toBe('crm');
    expect(names(matching(jobs, { q: 'wave=3' }))).toBe('orders');
    expect(names(matching(jobs, { q: 'orders failed' }))).toBe('');
  });

  it('have one of the statuses, the mode and the label', () => {
    expect(names(matching(jobs, { status: ['FAILED', 'DRAFT'] }))).toBe('crm');
    expect(names(matching(jobs, { mode: 'OFFLINE' }))).toBe('hr');
    expect(names(matching(jobs, { label: 'wave=3' }))).toBe('orders');
  });
});

describe('the order', () => {
  const jobs = [
    job({ name: 'old', startedAt: '2026-01-01T10:00:00Z', lagBytes: 5 }),
    job({ name: 'new', startedAt: '2026-01-02T10:00:00Z', lagBytes: 70 }),
    job({ name: 'never' }),
  ];

  it('is the newest start first, and what has not started before it', () => {
    expect(names(sorted(jobs, undefined))).toBe('never new old');
  });

  it('puts what is not known last, both ways', () => {
    expect(names(sorted(jobs, 'lag'))).toBe('old new never');
    expect(names(sorted(jobs, '-lag'))).toBe('new old never');
  });

  it('counts digits in names as numbers', () => {
    expect(names(sorted([job({ name: 'wave-10' }), job({ name: 'wave-9' })], 'name'))).toBe('wave-9 wave-10');
  });
});
