import type { VerificationView, VerifyRequest } from '../api/types';
import type { Tone } from '../jobs/tone';

const TONES: Record<VerificationView['state'], Tone> = {
  REQUESTED: 'moving',
  RUNNING: 'moving',
  EQUAL: 'good',
  DIFFERENT: 'bad',
  UNSETTLED: 'warning',
  STOPPED: 'paused',
  FAILED: 'bad',
  INTERRUPTED: 'warning',
};

export const toneOf = (state: string): Tone => TONES[state as VerificationView['state']] ?? 'idle';

const VERDICT_TONES: Record<string, Tone> = { EQUAL: 'good', DIFFERENT: 'bad', UNSETTLED: 'warning', NOT_VERIFIED: 'warning', NOT_FOLLOWED: 'idle' };

export const toneOfVerdict = (verdict: string): Tone => VERDICT_TONES[verdict] ?? 'idle';

export const runs = (one: VerificationView): boolean => one.state === 'REQUESTED' || one.state === 'RUNNING';

/** Rows that were found to differ for certain. */
export function rowsThatDiffer({ result }: VerificationView): number {
  return result ? result.missing + result.extra + result.changed : 0;
}

/** What stands in the fields of the dialog. */
export interface Wanted {
  databases: string[];
  tables: string;
  excludeTables: string;
  rows: string;
  mib: string;
  values: boolean;
  continuous: boolean;
}

export const NOTHING_WANTED: Wanted = { databases: [], tables: '', excludeTables: '', rows: '', mib: '', values: false, continuous: false };

const list = (text: string): string[] | undefined => {
  const found = text.split(',').map((each) => each.trim()).filter(Boolean);
  return found.length > 0 ? found : undefined;
};

const amount = (text: string, unit: number): number | undefined => {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() && Number.isFinite(value) && value > 0 ? Math.round(value * unit) : undefined;
};

/** Whether no request can be made of a field. */
export const isAmount = (text: string): boolean => text.trim() === '' || amount(text, 1 << 20) !== undefined;

export function request(wanted: Wanted, repair: boolean): VerifyRequest {
  return {
    databases: wanted.databases.length > 0 ? wanted.databases : undefined,
    tables: list(wanted.tables),
    excludeTables: list(wanted.excludeTables),
    rowsPerSecond: amount(wanted.rows, 1),
    bytesPerSecond: amount(wanted.mib, 1 << 20),
    values: wanted.values || undefined,
    continuous: (!repair && wanted.continuous) || undefined,
    repair: repair || undefined,
  };
}
