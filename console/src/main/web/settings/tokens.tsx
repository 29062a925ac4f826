import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useMe } from '../actions/me';
import { client, good } from '../api/client';
import type { TokenView } from '../api/types';
import { moment } from '../app/format';
import { IconPlus } from '../app/icons';
import names from '../app/listing.module.css';
import { useNow } from '../app/now';
import { Offer } from '../app/offer';
import { part } from '../app/part';
import { texts } from '../app/texts';
import { Ago } from '../app/time';
import { QueryFailure } from '../details/query-failure';
import { words } from '../texts/settings';

const CreateToken = part(() => import('./create-token'));
const RevokeToken = part(() => import('./revoke-token'));

const ASK_EVERY_MS = 15_000;

/** Who may ask the server, and what. */
export default function Tokens({ stale }: { stale: boolean }) {
  const [asked, setAsked] = useState<'create' | TokenView>();
  const obstacle = stale ? texts.actions.whileStale : undefined;
  const query = useQuery({
    queryKey: ['tokens'],
    queryFn: () => good(client.GET('/api/v1/tokens')),
    enabled: !stale,
    refetchInterval: ASK_EVERY_MS,
  });
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm" align="flex-start">
        <Text size="sm" c="var(--muted)" maw={720}>
          {words.tokens.explains}
        </Text>
        <Offer obstacle={obstacle}>
          {(off) => (
            <Button {...off} leftSection={<IconPlus size={16} aria-hidden />} onClick={() => obstacle === undefined && setAsked('create')}>
              {words.tokens.create}
            </Button>
          )}
        </Offer>
      </Group>
      {query.error ? (
        <QueryFailure error={query.error} again={() => void query.refetch()} />
      ) : !query.data ? (
        <Skeleton height={140} />
      ) : query.data.length === 0 ? (
        <Stack align="center" gap="sm" py={56}>
          <Title order={2} size="h4">
            {words.tokens.emptyTitle}
          </Title>
          <Text size="sm" c="var(--muted)" ta="center">
            {words.tokens.empty}
          </Text>
        </Stack>
      ) : (
        <List tokens={query.data} stale={stale} obstacle={obstacle} revoke={setAsked} />
      )}
      <Suspense fallback={null}>
        {asked === 'create' && <CreateToken close={() => setAsked(undefined)} />}
        {asked && asked !== 'create' && <RevokeToken token={asked} close={() => setAsked(undefined)} />}
      </Suspense>
    </Stack>
  );
}

interface ListProps {
  tokens: TokenView[];
  stale: boolean;
  obstacle: string | undefined;
  revoke: (token: TokenView) => void;
}

function List({ tokens, stale, obstacle, revoke }: ListProps) {
  const { columns } = words.tokens;
  return (
    <div className={stale ? `${names.frame} stale` : names.frame}>
      <table className={`${names.table} ${names.stacks}`}>
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.role}</th>
            <th scope="col">{columns.created}</th>
            <th scope="col">{columns.used}</th>
            <th scope="col">{columns.expires}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <td>
                <Text size="sm" fw={600} span dir="auto">
                  {token.name}
                </Text>
                <Mine token={token} />
              </td>
              <td data-label={columns.role}>{token.role}</td>
              <td data-label={columns.created}>
                <Ago at={token.createdAt} />
              </td>
              <td data-label={columns.used}>{token.lastUsedAt ? <Ago at={token.lastUsedAt} /> : words.tokens.neverUsed}</td>
              <td data-label={columns.expires}>
                <Expiry at={token.expiresAt} />
              </td>
              <td style={{ textAlign: 'end' }}>
                <Offer obstacle={obstacle}>
                  {(off) => (
                    <Button
                      {...off}
                      variant="default"
                      size="compact-sm"
                      c={obstacle ? undefined : 'var(--tone-bad)'}
                      aria-label={words.tokens.revokeOf(token.name)}
                      onClick={() => obstacle === undefined && revoke(token)}
                    >
                      {words.tokens.revoke}…
                    </Button>
                  )}
                </Offer>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Mine({ token }: { token: TokenView }) {
  const me = useMe().data;
  return me?.authenticated && me.name === token.name ? (
    <Text size="sm" c="var(--muted)" span>
      {' '}
      {words.tokens.yours}
    </Text>
  ) : null;
}

function Expiry({ at }: { at: string | undefined }) {
  const now = useNow();
  if (!at) {
    return words.tokens.never;
  }
  const then = Date.parse(at);
  return (
    <Text size="sm" span c={then < now ? 'var(--tone-bad)' : undefined}>
      {then < now ? words.tokens.expired(moment(then)) : moment(then)}
    </Text>
  );
}
