import type { Problem } from '../api/types';
import type { Draft } from './draft';

type Field = keyof Draft;

const BY_CODE: Partial<Record<string, Field>> = { 'GW-0001': 'url', 'GW-0207': 'url', 'GW-0221': 'name' };

/** In this order: the first whose words are in what the server found. */
const BY_WORDS: readonly [codes: readonly string[], words: RegExp, field: Field][] = [
  [['GW-0225'], /^client key: .*passphrase/, 'clientKeyPassphrase'],
  [['GW-0225'], /^(client key: |it is not the key of the certificate)/, 'clientKey'],
  [['GW-0225'], /^the tunnel's key: .*passphrase/, 'tunnelPassphrase'],
  [['GW-0225'], /^the tunnel's key: /, 'tunnelKey'],
  [['GW-0224'], /^authorities: /, 'ca'],
  [['GW-0224'], /^client certificate: /, 'clientCertificate'],
  [['GW-0209'], /^(name is needed|the profile's name)/, 'name'],
  [['GW-0209'], /^url is needed/, 'url'],
  [['GW-0209'], /^a client key without/, 'clientCertificate'],
  [['GW-0209'], /^a client certificate without/, 'clientKey'],
  [['GW-0209'], /^tunnel\.user/, 'user'],
  [['GW-0209'], /^(tunnel\.host|the tunnel's host or user)/, 'host'],
  [['GW-0209'], /^the tunnel's port/, 'port'],
  [['GW-0209'], /^the fingerprint of the host key/, 'fingerprint'],
  [['GW-0209'], /^(a line of known hosts|.*host key)/, 'knownHosts'],
];

/** The field that a refusal is about; undefined when it does not say. */
export function fieldOf({ code, found }: Problem, draft: Draft): Field | undefined {
  if (code === 'GW-0209' && /^the tunnel has neither password nor key/.test(found)) {
    return draft.tunnelBy === 'key' ? 'tunnelKey' : 'tunnelPassword';
  }
  return BY_CODE[code] ?? BY_WORDS.find(([codes, words]) => codes.includes(code) && words.test(found))?.[2];
}
