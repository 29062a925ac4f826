import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client, good } from '../api/client';
import { useOnce } from '../api/once';
import type { ProfileView } from '../api/types';
import { Refused } from '../app/refused';
import { words } from '../texts/profiles';

/** A copy with its secrets, which the server alone has. */
export default function CloneDialog({ profile, close }: { profile: ProfileView; close: () => void }) {
  const [name, setName] = useState(words.copyOf(profile.name));
  const queries = useQueryClient();
  const navigate = useNavigate();
  const clone = useOnce({
    mutationFn: () =>
      good(
        client.POST('/api/v1/profiles/{profile}/clone', {
          params: { path: { profile: profile.id }, header: { 'Request-Id': crypto.randomUUID() } },
          body: { name: name.trim() },
        }),
      ),
    onSuccess: (copy) => {
      void queries.invalidateQueries({ queryKey: ['profiles'] });
      close();
      void navigate({ to: '/profiles/$profile', params: { profile: copy.id } });
    },
  });
  return (
    <Modal opened onClose={close} title={words.cloneTitle(profile.name)} closeButtonProps={{ 'aria-label': words.close }}>
      <Stack
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          clone.mutate();
        }}
      >
        <Text size="sm">{words.cloneExplains}</Text>
        {clone.error && <Refused error={clone.error} />}
        <TextInput label={words.columns.name} value={name} onChange={(event) => setName(event.currentTarget.value)} autoComplete="off" data-autofocus />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={clone.isPending}>
            {words.clone}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
