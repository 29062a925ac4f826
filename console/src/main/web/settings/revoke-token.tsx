import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMe } from '../actions/me';
import { client, good } from '../api/client';
import { retryNow } from '../api/live';
import { useOnce } from '../api/once';
import type { TokenView } from '../api/types';
import { Refused } from '../app/refused';
import { words } from '../texts/settings';

/** Whoever uses it is out from then on. */
export default function RevokeToken({ token, close }: { token: TokenView; close: () => void }) {
  const queries = useQueryClient();
  const me = useMe().data;
  const own = me?.authenticated === true && me.name === token.name;
  const revoke = useOnce({
    mutationFn: () => good(client.DELETE('/api/v1/tokens/{token}', { params: { path: { token: token.id } } })),
    onSuccess: () => {
      close();
      if (own) {
        queries.removeQueries();
        retryNow();
      } else {
        void queries.invalidateQueries({ queryKey: ['tokens'] });
      }
    },
  });
  return (
    <Modal opened onClose={close} title={words.tokens.revokeTitle(token.name)} closeButtonProps={{ 'aria-label': words.close }}>
      <Stack>
        <Text size="sm">{words.tokens.revokeExplains}</Text>
        {own && (
          <Text size="sm" fw={600}>
            {words.tokens.revokeOwn}
          </Text>
        )}
        {revoke.error && <Refused error={revoke.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            {words.tokens.keep}
          </Button>
          <Button color="red" loading={revoke.isPending} onClick={() => revoke.mutate()}>
            {words.tokens.revoke}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
