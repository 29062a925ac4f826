import { describe, expect, it } from 'vitest';
import type { Problem, ProfileView } from '../../main/web/api/types';
import { changedMeanwhile, draftOf, EMPTY, requestOf, splitPassword } from '../../main/web/profiles/draft';
import { matchingProfiles, tlsWords } from '../../main/web/profiles/profiles';
import { fieldOf } from '../../main/web/profiles/refusals';

const certificate = { subject: 'CN=db', issuer: 'CN=ca', expiresAt: '2030-01-01T00:00:00Z', sha256: 'ab' };

function profile(change: Partial<ProfileView> = {}): ProfileView {
  return {
    id: 'p1',
    name: 'pg-a',
    engine: 'postgresql',
    url: 'postgresql://app@db:5432',
    server: 'db:5432',
    passwordSet: true,
    tls: { authorities: [], clientKeySet: false },
    jobs: [],
    version: 1,
    createdAt: '2026-11-21T22:00:00Z',
    changedAt: '2026-11-21T22:00:00Z',
    ...change,
  };
}

const tunnel = { host: 'bastion', port: 2222, user: 'hop', knownHosts: 'bastion ssh-ed25519 AAAA', passwordSet: true, keySet: false };

describe('what is sent of a profile', () => {
  it('leaves a secret out that nobody typed, and empties one that is to be forgotten', () => {
    const draft = draftOf(profile({ tunnel }));
    expect(requestOf(draft).password).toBeUndefined();
    expect(requestOf({ ...draft, password: 'new' }).password).toBe('new');
    expect(requestOf({ ...draft, forget: ['password', 'clientKey'] })).toMatchObject({ password: '', tls: { clientKey: '' } });
  });

  it('says all that was there again, for what is left out is gone', () => {
    const request = requestOf(draftOf(profile({ tls: { mode: 'verify-ca', authorities: [certificate], clientKeySet: false }, tunnel })));
    expect(request).toMatchObject({ name: 'pg-a', url: 'postgresql://app@db:5432', tls: { mode: 'verify-ca' } });
    expect(request.tunnel).toMatchObject({ host: 'bastion', port: 2222, user: 'hop', knownHosts: 'bastion ssh-ed25519 AAAA' });
    expect(request.tls?.ca).toBeUndefined();
    expect(requestOf({ ...EMPTY, name: 'x', url: 'y' }).tunnel).toBeUndefined();
  });

  it('leaves nothing of the other way to sign in to a tunnel behind', () => {
    const draft = { ...draftOf(profile({ tunnel })), tunnelPassword: 'typed before', tunnelKey: 'PEM' };
    expect(requestOf({ ...draft, tunnelBy: 'key' }).tunnel).toMatchObject({ password: '', key: 'PEM' });
    expect(requestOf({ ...draft, tunnelBy: 'password' }).tunnel).toMatchObject({ password: 'typed before', key: '', passphrase: '' });
  });
});

describe('an address with a password in it', () => {
  it('is taken apart', () => {
    expect(splitPassword('postgresql://app:s%2Fe@db:5432/shop?x=1')).toEqual({ url: 'postgresql://app@db:5432/shop?x=1', password: 's/e' });
  });

  it('stays as it is without one', () => {
    for (const url of ['postgresql://app@db:5432/shop', 'postgresql://db:5432', 'postgresql://app@[::1]:5432/x', 'nonsense', 'pg://a:%E0%A4%A@b']) {
      expect(splitPassword(url), url).toBeUndefined();
    }
  });
});

describe('a refusal', () => {
  const of = (about: string | undefined, draft = EMPTY) => fieldOf({ about } as Problem, draft);

  it('belongs to the field that it names', () => {
    expect(of('name')).toBe('name');
    expect(of('tls.ca')).toBe('ca');
    expect(of('tls.clientKeyPassphrase')).toBe('clientKeyPassphrase');
    expect(of('tunnel.port')).toBe('port');
    expect(of('tunnel.knownHosts')).toBe('knownHosts');
    expect(of('tunnel.password', { ...EMPTY, tunnelBy: 'key' })).toBe('tunnelKey');
  });

  it('belongs to none that it does not name', () => {
    expect(of(undefined)).toBeUndefined();
    expect(of('something.new')).toBeUndefined();
  });
});

describe('what somebody else changed', () => {
  it('is told by fields', () => {
    const seen = profile({ tunnel });
    expect(changedMeanwhile(seen, profile({ tunnel }))).toEqual([]);
    expect(changedMeanwhile(seen, profile({ url: 'postgresql://app@other:5432', tunnel: { ...tunnel, port: 22 } }))).toEqual(['url', 'port']);
    expect(changedMeanwhile(seen, profile())).toEqual(['tunnel']);
    expect(changedMeanwhile(seen, profile({ tunnel, passwordSet: false }))).toEqual(['password']);
    expect(changedMeanwhile(seen, profile({ tunnel, tls: { authorities: [certificate], clientKeySet: false } }))).toEqual(['ca']);
  });
});

describe('the list', () => {
  it('finds by all words, in names, servers and tunnels', () => {
    const all = [profile(), profile({ name: 'crm', server: '10.0.0.7:5432', url: 'postgresql://app@10.0.0.7:5432', tunnel })];
    expect(matchingProfiles(all, undefined)).toHaveLength(2);
    expect(matchingProfiles(all, 'PG-A').map((each) => each.name)).toEqual(['pg-a']);
    expect(matchingProfiles(all, 'bastion 10.0').map((each) => each.name)).toEqual(['crm']);
    expect(matchingProfiles(all, 'bastion pg-a')).toEqual([]);
  });

  it('says how a connection is protected', () => {
    expect(tlsWords(profile())).toBe('As the address says');
    expect(tlsWords(profile({ tls: { mode: 'verify-full', authorities: [], clientCertificate: certificate, clientKeySet: true } }))).toBe(
      'Authority and name checked, with a client certificate',
    );
  });
});
