import { Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { serverNow } from '../api/clock';
import type { CertificateView, ProfileView } from '../api/types';
import { moment } from '../app/format';
import names from '../app/listing.module.css';
import { Ago } from '../app/time';
import { words } from '../texts/profiles';
import { engineName, modeWords } from './profiles';

/** All that the server says of a profile: no secret is among it. */
export function ProfileFacts({ profile }: { profile: ProfileView }) {
  const { tls, tunnel } = profile;
  return (
    <dl className={names.facts}>
      <Fact name={words.columns.engine}>{engineName(profile.engine)}</Fact>
      <Fact name={words.address}>{profile.url}</Fact>
      <Fact name={words.columns.server}>{profile.server}</Fact>
      <Fact name={words.database}>{profile.database ?? words.noDatabase}</Fact>
      <Fact name={words.password}>{profile.passwordSet ? words.stored : words.none}</Fact>
      <Fact name={words.columns.tls}>{modeWords(tls.mode)}</Fact>
      {tls.authorities.length > 0 && (
        <Fact name={words.authorities}>
          <Stack gap="xs">
            {tls.authorities.map((each) => (
              <Certificate key={each.sha256} certificate={each} />
            ))}
          </Stack>
        </Fact>
      )}
      {tls.clientCertificate && (
        <Fact name={words.clientCertificate}>
          <Certificate certificate={tls.clientCertificate} />
        </Fact>
      )}
      {tls.clientKeySet && <Fact name={words.clientKey}>{words.stored}</Fact>}
      <Fact name={words.columns.tunnel}>{tunnel ? `${tunnel.user}@${tunnel.host}:${tunnel.port}` : words.none}</Fact>
      {tunnel && <Fact name={words.tunnelSignIn}>{words.tunnelBy(tunnel.passwordSet, tunnel.keySet)}</Fact>}
      {tunnel && <Fact name={words.hostKey}>{tunnel.fingerprint ?? tunnel.knownHosts ?? words.none}</Fact>}
      <Fact name={words.columns.jobs}>{profile.jobs.length === 0 ? words.migrations(0) : <Jobs names={profile.jobs} />}</Fact>
      <Fact name={words.columns.changed}>
        <Ago at={profile.changedAt} />
        {profile.createdAt !== profile.changedAt && (
          <Text span size="sm" c="var(--muted)">
            {' '}
            {words.made} <Ago at={profile.createdAt} />
          </Text>
        )}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Jobs({ names: jobs }: { names: string[] }) {
  return jobs.map((job, index) => (
    <span key={job}>
      {index > 0 && ', '}
      <Link to="/jobs/$job" params={{ job }} dir="auto">
        {job}
      </Link>
    </span>
  ));
}

/** What people ask of a certificate. */
export function Certificate({ certificate }: { certificate: CertificateView }) {
  const { subject, issuer, expiresAt, sha256 } = certificate;
  const over = Date.parse(expiresAt) < serverNow();
  return (
    <div className="wrap">
      <Text size="sm">{subject}</Text>
      <Text size="xs" c="var(--muted)">
        {subject === issuer ? words.ownIssuer : words.issuer(issuer)}
      </Text>
      <Text size="xs" c={over ? 'var(--tone-bad)' : 'var(--muted)'}>
        {over ? words.expired(moment(Date.parse(expiresAt))) : words.expires(moment(Date.parse(expiresAt)))}
      </Text>
      <Text size="xs" c="var(--muted)" ff="monospace">
        SHA-256 {sha256}
      </Text>
    </div>
  );
}
