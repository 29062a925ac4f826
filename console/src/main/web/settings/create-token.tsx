import { Alert, Button, Code, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client, good } from '../api/client';
import { serverNow } from '../api/clock';
import { useOnce } from '../api/once';
import { CopyButton } from '../app/copy';
import { IconAlertTriangle } from '../app/icons';
import { Refused } from '../app/refused';
import { words } from '../texts/settings';
import { expiryOf, LIVES, type Life } from './expiry';

const ROLES = ['viewer', 'operator', 'admin'] as const;
type Role = (typeof ROLES)[number];

/** Makes a token, and shows its secret this once: it is in this dialog's state, and in no cache. */
export default function CreateToken({ close }: { close: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [life, setLife] = useState<Life>('90');
  const [secret, setSecret] = useState<string>();
  const queries = useQueryClient();
  const create = useOnce({
    mutationFn: async () => {
      const made = await good(client.POST('/api/v1/tokens', { body: { name: name.trim(), role, expiresAt: expiryOf(life, serverNow()) } }));
      setSecret(made.secret);
      void queries.invalidateQueries({ queryKey: ['tokens'] });
    },
  });
  const { tokens } = words;
  const title = secret ? tokens.madeTitle(name.trim()) : tokens.createTitle;
  return (
    <Modal opened onClose={close} title={title} closeOnClickOutside={!secret} closeOnEscape={!secret} withCloseButton={!secret} closeButtonProps={{ 'aria-label': words.close }}>
      {secret ? (
        <Made secret={secret} close={close} />
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate();
          }}
        >
          <Stack>
            {create.error && <Refused error={create.error} />}
            <TextInput
              label={tokens.columns.name}
              description={tokens.nameHint}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
              data-autofocus
            />
            <Select
              label={tokens.columns.role}
              data={ROLES.map((each) => ({ value: each, label: words.about.roles[each] }))}
              value={role}
              onChange={(next) => setRole((next ?? 'viewer') as Role)}
              allowDeselect={false}
            />
            <Select
              label={tokens.columns.expires}
              data={LIVES.map((each) => ({ value: each, label: tokens.lives[each] }))}
              value={life}
              onChange={(next) => setLife((next ?? '90') as Life)}
              allowDeselect={false}
            />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                {words.cancel}
              </Button>
              <Button type="submit" loading={create.isPending}>
                {tokens.create}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function Made({ secret, close }: { secret: string; close: () => void }) {
  return (
    <Stack>
      <Alert
        icon={<IconAlertTriangle size={20} aria-hidden />}
        styles={{ root: { background: 'var(--tone-warning-ground)' }, icon: { color: 'var(--tone-warning)' } }}
      >
        <Text size="sm" c="var(--tone-warning)">
          {words.tokens.once}
        </Text>
      </Alert>
      <Group gap={6} wrap="nowrap">
        <Code block c="inherit" className="wrap" style={{ flex: 1, whiteSpace: 'pre-wrap' }}>
          {secret}
        </Code>
        <CopyButton text={secret} />
      </Group>
      <Text size="sm" c="var(--muted)">
        {words.tokens.use}
      </Text>
      <Group justify="flex-end">
        <Button onClick={close} data-autofocus>
          {words.tokens.kept}
        </Button>
      </Group>
    </Stack>
  );
}
