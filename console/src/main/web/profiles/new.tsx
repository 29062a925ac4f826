import { Anchor, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { client, good } from '../api/client';
import { useLiveJobs } from '../api/live';
import names from '../app/listing.module.css';
import '../app/more-styles';
import { PageTitle } from '../app/page-title';
import { StaleBanner } from '../app/stale';
import { words } from '../texts/profiles';
import { EMPTY, type Draft } from './draft';
import { ProfileForm } from './form';

/** Makes a profile. */
export default function NewProfilePage() {
  const { connection } = useLiveJobs();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useForm<Draft>({ defaultValues: EMPTY });
  return (
    <>
      <StaleBanner connection={connection} />
      <Stack className={`${names.page} ${names.narrow}`} gap="md">
        <Anchor renderRoot={(props) => <Link {...props} to="/profiles" />} size="sm" w="fit-content">
          {words.all}
        </Anchor>
        <PageTitle>
          {words.newTitle}
        </PageTitle>
        <ProfileForm
          form={form}
          stale={connection.kind === 'stale'}
          save={(body) =>
            good(client.POST('/api/v1/profiles', { params: { header: { 'Request-Id': crypto.randomUUID() } }, body }))
          }
          done={(profile) => {
            void queries.invalidateQueries({ queryKey: ['profiles'] });
            void navigate({ to: '/profiles/$profile', params: { profile: profile.id } });
          }}
          cancel={() => void navigate({ to: '/profiles' })}
        />
      </Stack>
    </>
  );
}
