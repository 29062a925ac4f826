import type { ProfileRequest, ProfileView } from '../api/types';

/** What goes in and never comes out. */
export const SECRETS = ['password', 'ca', 'clientCertificate', 'clientKey', 'clientKeyPassphrase', 'tunnelPassword', 'tunnelKey', 'tunnelPassphrase'] as const;
export type SecretName = (typeof SECRETS)[number];

export type Mode = '' | NonNullable<ProfileView['tls']['mode']>;

/** A profile as it is written in the form. */
export interface Draft extends Record<SecretName, string> {
  name: string;
  url: string;
  mode: Mode;
  tunnel: boolean;
  host: string;
  port: string;
  user: string;
  knownHosts: string;
  fingerprint: string;
  tunnelBy: 'password' | 'key';
  /** Secrets that are stored and shall be so no longer. */
  forget: SecretName[];
}

const NO_SECRETS = Object.fromEntries(SECRETS.map((name) => [name, ''])) as Record<SecretName, string>;

export const EMPTY: Draft = {
  ...NO_SECRETS,
  name: '',
  url: '',
  mode: '',
  tunnel: false,
  host: '',
  port: '22',
  user: '',
  knownHosts: '',
  fingerprint: '',
  tunnelBy: 'password',
  forget: [],
};

/** What is there already, to be changed; without secrets, which nobody is shown. */
export function draftOf({ name, url, tls, tunnel }: ProfileView): Draft {
  return {
    ...EMPTY,
    name,
    url,
    mode: tls.mode ?? '',
    ...(tunnel && {
      tunnel: true,
      host: tunnel.host,
      port: String(tunnel.port),
      user: tunnel.user,
      knownHosts: tunnel.knownHosts ?? '',
      fingerprint: tunnel.fingerprint ?? '',
      tunnelBy: tunnel.keySet ? 'key' : 'password',
    }),
  };
}

/** As the API wants it: a secret that is left out stays as it is, an empty one is forgotten. */
export function requestOf(draft: Draft): ProfileRequest {
  const secret = (name: SecretName) => (draft.forget.includes(name) ? '' : draft[name] || undefined);
  return {
    name: draft.name.trim(),
    url: draft.url.trim(),
    password: secret('password'),
    tls: {
      mode: draft.mode || undefined,
      ca: secret('ca'),
      clientCertificate: secret('clientCertificate'),
      clientKey: secret('clientKey'),
      clientKeyPassphrase: draft.clientKeyPassphrase || undefined,
    },
    tunnel: draft.tunnel ? tunnelOf(draft) : undefined,
  };
}

function tunnelOf(draft: Draft): NonNullable<ProfileRequest['tunnel']> {
  const byKey = draft.tunnelBy === 'key';
  return {
    host: draft.host.trim(),
    port: Number(draft.port) || undefined,
    user: draft.user.trim(),
    knownHosts: draft.knownHosts.trim() || undefined,
    fingerprint: draft.fingerprint.trim() || undefined,
    // Who goes over to the other way of signing in leaves nothing of the first behind.
    password: byKey ? '' : draft.tunnelPassword || undefined,
    key: byKey ? draft.tunnelKey || undefined : '',
    passphrase: byKey ? draft.tunnelPassphrase || undefined : '',
  };
}

/** A password that was pasted with its address belongs elsewhere: what is left of the address, and the password. */
export function splitPassword(url: string): { url: string; password: string } | undefined {
  const [, before, password, after] = /^(\s*[a-z][a-z0-9+.-]*:\/\/[^/?#@:]*):([^/?#@]+)(@.*)$/is.exec(url) ?? [];
  if (before === undefined || password === undefined || after === undefined) {
    return undefined;
  }
  try {
    return { url: before + after, password: decodeURIComponent(password) };
  } catch {
    return undefined;
  }
}

const OF_TUNNEL: ReadonlySet<keyof Draft> = new Set(['host', 'port', 'user', 'knownHosts', 'fingerprint', 'tunnelBy']);

/** What somebody else has changed: fields whose values are not those that were seen. */
export function changedMeanwhile(seen: ProfileView, now: ProfileView): (keyof Draft)[] {
  const [before, after] = [draftOf(seen), draftOf(now)];
  const whole = before.tunnel !== after.tunnel;
  const fields = (Object.keys(before) as (keyof Draft)[]).filter(
    (field) => String(before[field]) !== String(after[field]) && !(whole && OF_TUNNEL.has(field)),
  );
  const certificates = (view: ProfileView) => view.tls.authorities.map((each) => each.sha256).join();
  return [
    ...fields,
    ...(seen.passwordSet !== now.passwordSet ? (['password'] as const) : []),
    ...(certificates(seen) !== certificates(now) ? (['ca'] as const) : []),
    ...(seen.tls.clientCertificate?.sha256 !== now.tls.clientCertificate?.sha256 ? (['clientCertificate'] as const) : []),
  ];
}
