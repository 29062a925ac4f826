import type { Problem } from '../api/types';
import type { Draft } from './draft';

/** The fields in which a profile's values are written, by their path in its document. */
const FIELDS: Partial<Record<string, keyof Draft>> = {
  name: 'name',
  url: 'url',
  password: 'password',
  'tls.mode': 'mode',
  'tls.ca': 'ca',
  'tls.clientCertificate': 'clientCertificate',
  'tls.clientKey': 'clientKey',
  'tls.clientKeyPassphrase': 'clientKeyPassphrase',
  'tunnel.host': 'host',
  'tunnel.port': 'port',
  'tunnel.user': 'user',
  'tunnel.knownHosts': 'knownHosts',
  'tunnel.fingerprint': 'fingerprint',
  'tunnel.password': 'tunnelPassword',
  'tunnel.key': 'tunnelKey',
  'tunnel.passphrase': 'tunnelPassphrase',
};

/** The field that a refusal is about; undefined when it is about the whole. */
export function fieldOf({ about = '' }: Problem, draft: Draft): keyof Draft | undefined {
  const field = FIELDS[about];
  // Of two ways to sign in, only the one that was chosen is on the page.
  return field === 'tunnelPassword' && draft.tunnelBy === 'key' ? 'tunnelKey' : field;
}
