import { Alert, Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { client, good, Refusal } from '../api/client';
import type { ProfileView } from '../api/types';
import { IconAlertTriangle } from '../app/icons';
import { Ago } from '../app/time';
import { words } from '../texts/profiles';
import { changedMeanwhile, draftOf, type Draft } from './draft';
import { ProfileForm } from './form';

interface Props {
  /** As the server knows it now; what the form began with stays until the person says otherwise. */
  profile: ProfileView;
  stale: boolean;
  close: () => void;
}

/** Changes a profile, unless somebody else has done so meanwhile. */
export default function EditProfile({ profile, stale, close }: Props) {
  const queries = useQueryClient();
  const [seen, setSeen] = useState(profile);
  const form = useForm<Draft>({ defaultValues: draftOf(profile) });
  // Read here, or the form would not keep account of what was touched.
  const touched = form.formState.dirtyFields;
  const takeOver = () => {
    form.reset(draftOf(profile), { keepDirtyValues: true, keepErrors: false });
    setSeen(profile);
  };
  const save = async (body: Parameters<Parameters<typeof ProfileForm>[0]['save']>[0]) => {
    try {
      return await good(
        client.PUT('/api/v1/profiles/{profile}', {
          params: { path: { profile: seen.id }, header: { 'If-Match': `"${seen.version}"`, 'Request-Id': crypto.randomUUID() } },
          body,
        }),
      );
    } catch (error) {
      await queries.invalidateQueries({ queryKey: ['profile'] });
      throw error;
    }
  };
  const newer = profile.version > seen.version;
  return (
    <ProfileForm
      key={seen.version}
      form={form}
      saved={seen}
      stale={stale}
      save={save}
      done={(changed) => {
        queries.setQueryData(['profile', seen.id], changed);
        void queries.invalidateQueries({ queryKey: ['profiles'] });
        close();
      }}
      cancel={close}
      notice={newer && <Newer seen={seen} now={profile} touched={Object.keys(touched) as (keyof Draft)[]} takeOver={takeOver} />}
      noticed={(error) => newer && error instanceof Refusal && error.status === 412}
    />
  );
}

function Newer({ seen, now, touched, takeOver }: { seen: ProfileView; now: ProfileView; touched: (keyof Draft)[]; takeOver: () => void }) {
  const changed = changedMeanwhile(seen, now);
  const both = changed.filter((field) => touched.includes(field));
  return (
    <Alert
      role="alert"
      icon={<IconAlertTriangle size={20} aria-hidden />}
      title={words.newerTitle}
      styles={{
        root: { background: 'var(--tone-warning-ground)', color: 'var(--tone-warning)' },
        title: { color: 'inherit' },
        icon: { color: 'inherit' },
      }}
    >
      <Text size="sm" c="var(--tone-warning)" component="div">
        {words.newer(seen.version, now.version)} <Ago at={now.changedAt} />. {words.newerChanged(changed)}
      </Text>
      {both.length > 0 && (
        <Text size="sm" c="var(--tone-warning)" fw={600} mt={4}>
          {words.newerBoth(both)}
        </Text>
      )}
      <Group gap="xs" mt="sm">
        <Button size="compact-sm" variant="outline" color="var(--tone-warning)" onClick={takeOver}>
          {words.takeOver}
        </Button>
        <Text size="sm" c="var(--tone-warning)">
          {words.takeOverHint}
        </Text>
      </Group>
    </Alert>
  );
}
