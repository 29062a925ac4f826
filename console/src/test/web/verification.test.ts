import { describe, expect, it } from 'vitest';
import { verificationTexts } from '../../main/web/texts/verification';
import { isAmount, NOTHING_WANTED, request, toneOf, toneOfVerdict } from '../../main/web/verification/words';

describe('what is asked of a verification', () => {
  it('is everything unless something is said', () => {
    expect(JSON.stringify(request(NOTHING_WANTED, false))).toBe('{}');
  });

  it('is in the server’s units', () => {
    const asked = request({ ...NOTHING_WANTED, tables: ' shop.*, public.a ,', rows: '500', mib: '1.5' }, false);
    expect(asked).toMatchObject({ tables: ['shop.*', 'public.a'], rowsPerSecond: 500, bytesPerSecond: 1_572_864 });
    expect(isAmount('many')).toBe(false);
  });

  it('never goes on for ever as a repair', () => {
    expect(request({ ...NOTHING_WANTED, continuous: true }, true)).toMatchObject({ repair: true, continuous: undefined });
  });
});

it('a verdict that is no proof never looks good', () => {
  expect(['EQUAL', 'DIFFERENT', 'UNSETTLED', 'STOPPED', 'FAILED', 'INTERRUPTED', 'SOMETHING_NEW'].filter((each) => toneOf(each) === 'good')).toEqual(['EQUAL']);
  expect(['EQUAL', 'NOT_FOLLOWED', 'NOT_VERIFIED', 'UNSETTLED'].filter((each) => toneOfVerdict(each) === 'good')).toEqual(['EQUAL']);
});

it('says of every state and verdict what it means and what to do, and never shows the server’s word', () => {
  for (const state of ['REQUESTED', 'RUNNING', 'EQUAL', 'DIFFERENT', 'UNSETTLED', 'STOPPED', 'FAILED', 'INTERRUPTED']) {
    expect(verificationTexts.states[state], state).toMatch(/^[A-Z][a-z ]+$/);
    expect(verificationTexts.means[state], state).toMatch(/\.$/);
  }
  for (const verdict of ['EQUAL', 'DIFFERENT', 'UNSETTLED', 'NOT_VERIFIED', 'NOT_FOLLOWED']) {
    expect(verificationTexts.verdicts[verdict], verdict).toMatch(/^[A-Z][a-z ]+$/);
  }
  for (const verdict of ['UNSETTLED', 'NOT_VERIFIED', 'NOT_FOLLOWED']) {
    expect(verificationTexts.verdictMeans[verdict], verdict).toMatch(/Verify|Nothing to do/);
  }
});
