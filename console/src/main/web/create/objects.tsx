import { Alert, Skeleton, Stack, Text } from '@mantine/core';
import { useFormContext, useWatch } from 'react-hook-form';
import type { ProfileView } from '../api/types';
import { QueryFailure } from '../details/query-failure';
import { createTexts } from '../texts/create';
import { Chooser } from './chooser';
import { useDatabases, useProfiles } from './data';
import type { Values } from './form';
import { StepTitle } from './parts';
import { Patterns } from './patterns';
import { Renames } from './renames';

const { objects: texts } = createTexts;

/** Databases and tables: a tree of the source where that can be read, and the patterns that it writes. */
export function ObjectsStep() {
  const { control } = useFormContext<Values>();
  const source = useWatch({ control, name: 'source' });
  const profiles = useProfiles();
  const profile = source.by === 'profile' ? profiles.data?.find((each) => each.name === source.profile || each.id === source.profile) : undefined;
  return (
    <Stack gap="lg">
      <StepTitle title={texts.title} hint={texts.hint} />
      {profile ? <OfProfile key={profile.id} profile={profile} /> : <Unlisted words={source.by === 'address' ? texts.byAddress : texts.needsSource} />}
    </Stack>
  );
}

function OfProfile({ profile }: { profile: ProfileView }) {
  const databases = useDatabases(profile.id);
  if (databases.data) {
    return <Chooser profile={profile} databases={databases.data} />;
  }
  return (
    <>
      {databases.error ? (
        <QueryFailure error={databases.error} again={() => void databases.refetch()} />
      ) : (
        <div role="status">
          <Text size="sm" c="var(--muted)" mb="xs">
            {texts.reading}
          </Text>
          <Skeleton height={220} />
        </div>
      )}
      <Patterns named={profile.database} />
      <Renames databases={[]} schemas={[]} />
    </>
  );
}

/** Without a profile there is nothing to look with; patterns can be written all the same. */
function Unlisted({ words }: { words: string }) {
  return (
    <>
      <Alert styles={{ root: { background: 'var(--tone-moving-ground)' } }}>
        <Text size="sm" c="var(--tone-moving)">
          {words}
        </Text>
      </Alert>
      <Patterns named={undefined} />
      <Renames databases={[]} schemas={[]} />
    </>
  );
}
