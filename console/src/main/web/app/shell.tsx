import { ActionIcon, AppShell, Group, Text, Tooltip, useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useMe } from '../actions/me';
import { client } from '../api/client';
import { retryNow } from '../api/live';
import { useTabConnection } from './connection';
import mark from './godwit.svg';
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun } from './icons';
import { part } from './part';
import names from './shell.module.css';
import { texts } from './texts';

const SignIn = part(() => import('../session/sign-in'));

const SCHEMES = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon };
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const;

function SchemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = SCHEMES[colorScheme];
  const label = texts.scheme.label(texts.scheme[colorScheme]);
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => setColorScheme(NEXT[colorScheme])}>
        <Icon size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** Who the server takes this browser for; asked again whenever the stream was let in. */
function Who({ signedIn }: { signedIn: boolean }) {
  const queries = useQueryClient();
  const me = useMe(signedIn);
  if (!me.data) {
    return null;
  }
  const { name, role, authenticated } = me.data;
  const signOut = async () => {
    await client.DELETE('/api/v1/session');
    queries.removeQueries();
    retryNow();
  };
  return (
    <Group gap={4} wrap="nowrap">
      <Tooltip label={texts.who.role(role)}>
        <Text size="sm" c="var(--muted)" tabIndex={0} visibleFrom="xs" truncate maw={180}>
          {authenticated ? `${name} · ${role}` : texts.who.local}
        </Text>
      </Tooltip>
      {authenticated && (
        <Tooltip label={texts.who.signOut}>
          <ActionIcon aria-label={texts.who.signOut} onClick={() => void signOut()}>
            <IconLogout size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}

const PLACES = [
  { to: '/', name: texts.nav.migrations },
  { to: '/profiles', name: texts.nav.profiles },
  { to: '/settings', name: texts.nav.settings },
] as const;

/** What stands around every page. */
export function Shell() {
  const connection = useTabConnection();
  const signedOut = connection.kind === 'signed-out';
  return (
    <AppShell header={{ height: signedOut ? 56 : { base: 92, sm: 56 } }} padding={0}>
      <a className={names.skip} href="#main">
        {texts.skip}
      </a>
      <AppShell.Header className={names.header}>
        <Link to="/" className={names.brand}>
          <img src={mark} width={26} height={26} alt="" />
          {texts.product}
        </Link>
        <nav className={names.nav} aria-label={texts.nav.label}>
          {!signedOut &&
            PLACES.map(({ to, name }) => (
              <Link key={to} to={to} className={names.tab} activeOptions={{ exact: to === '/', includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
                {name}
              </Link>
            ))}
        </nav>
        <Group gap={4} ml="auto" wrap="nowrap">
          <Who signedIn={connection.kind !== 'connecting' && !signedOut} />
          <SchemeButton />
        </Group>
      </AppShell.Header>
      <AppShell.Main id="main" className={names.main} tabIndex={-1}>
        {connection.kind === 'signed-out' ? (
          <Suspense fallback={null}>
            <SignIn since={connection.since} />
          </Suspense>
        ) : (
          <Outlet />
        )}
      </AppShell.Main>
    </AppShell>
  );
}
