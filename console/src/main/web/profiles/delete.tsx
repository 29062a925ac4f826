import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { client, good } from '../api/client';
import { useOnce } from '../api/once';
import type { ProfileView } from '../api/types';
import { Refused } from '../app/refused';
import { words } from '../texts/profiles';

/** Nothing of anybody's data goes, so nothing has to be typed; the server refuses while a migration needs it. */
export default function DeleteDialog({ profile, close }: { profile: ProfileView; close: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useOnce({
    mutationFn: () =>
      good(
        client.DELETE('/api/v1/profiles/{profile}', {
          params: { path: { profile: profile.id }, header: { 'Request-Id': crypto.randomUUID() } },
        }),
      ),
    onSuccess: async () => {
      await navigate({ to: '/profiles' });
      queries.removeQueries({ queryKey: ['profile', profile.id] });
      void queries.invalidateQueries({ queryKey: ['profiles'] });
    },
  });
  return (
    <Modal opened onClose={close} title={words.deleteTitle(profile.name)} closeButtonProps={{ 'aria-label': words.close }}>
      <Stack>
        <Text size="sm">{words.deleteExplains}</Text>
        {profile.jobs.length > 0 && (
          <Text size="sm" fw={600} className="wrap">
            {words.usedBy(profile.jobs)}
          </Text>
        )}
        {remove.error && <Refused error={remove.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            {words.keepIt}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {words.delete}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
