import { Alert, Anchor, Group, Paper, SegmentedControl, Select, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { Controller, useFormContext } from 'react-hook-form';
import type { ProfileView } from '../api/types';
import { IconExternalLink } from '../app/icons';
import { QueryFailure } from '../details/query-failure';
import { engine } from '../migrations/columns';
import { createTexts } from '../texts/create';
import { Connection } from './connection';
import { useProfiles } from './data';
import { Facts, StepTitle } from './parts';
import type { Values } from './form';

const { place: texts } = createTexts;

/** One side: a profile and what a test of it comes to, or an address. */
export function PlaceStep({ side, obstacle }: { side: 'source' | 'target'; obstacle: string | undefined }) {
  const { control, watch } = useFormContext<Values>();
  const profiles = useProfiles();
  const by = watch(`${side}.by`);
  return (
    <Stack gap="md">
      <StepTitle title={texts[side].title} hint={texts[side].hint} />
      <Controller
        control={control}
        name={`${side}.by`}
        render={({ field }) => (
          <SegmentedControl
            w="fit-content"
            aria-label={texts.by}
            value={field.value}
            onChange={field.onChange}
            data={[
              { value: 'profile', label: texts.profile },
              { value: 'address', label: texts.address },
            ]}
          />
        )}
      />
      {by === 'address' ? (
        <Address side={side} />
      ) : profiles.error ? (
        <QueryFailure error={profiles.error} again={() => void profiles.refetch()} />
      ) : !profiles.data ? (
        <Skeleton height={60} />
      ) : profiles.data.length === 0 ? (
        <None />
      ) : (
        <Profile side={side} profiles={profiles.data} obstacle={obstacle} />
      )}
      <Text size="sm" c="var(--muted)">
        {texts.later}
      </Text>
    </Stack>
  );
}

function Address({ side }: { side: 'source' | 'target' }) {
  const { register, formState } = useFormContext<Values>();
  return (
    <TextInput
      label={texts.url}
      description={texts.urlHint}
      autoComplete="off"
      spellCheck={false}
      {...register(`${side}.url`)}
      error={formState.errors[side]?.url?.message}
    />
  );
}

function Profile({ side, profiles, obstacle }: { side: 'source' | 'target'; profiles: ProfileView[]; obstacle: string | undefined }) {
  const { control, formState } = useFormContext<Values>();
  return (
    <Controller
      control={control}
      name={`${side}.profile`}
      render={({ field }) => {
        const profile = profiles.find((each) => each.name === field.value || each.id === field.value);
        const gone = field.value !== '' && !profile ? texts.gone : undefined;
        return (
          <>
            <Group align="flex-end" gap="md">
              <Select
                ref={field.ref}
                flex="1 1 260px"
                maw={460}
                label={texts.profile}
                description={texts.profileHint}
                placeholder={texts.choose}
                nothingFoundMessage={texts.nothingFound}
                searchable
                clearable
                data={profiles.map((each) => ({ value: each.name, label: each.name }))}
                renderOption={({ option }) => <Option profile={profiles.find((each) => each.name === option.value)!} />}
                value={profile?.name ?? null}
                onChange={(next) => field.onChange(next ?? '')}
                onBlur={field.onBlur}
                error={formState.errors[side]?.profile?.message ?? gone}
              />
              <NewProfile />
            </Group>
            {profile && (
              <Paper withBorder p="md">
                <Stack gap="md">
                  <Known profile={profile} />
                  <Connection key={profile.id} profile={profile} obstacle={obstacle} />
                </Stack>
              </Paper>
            )}
          </>
        );
      }}
    />
  );
}

function Option({ profile }: { profile: ProfileView }) {
  return (
    <div style={{ minWidth: 0 }}>
      <Text size="sm" fw={600} dir="auto" className="wrap">
        {profile.name}
      </Text>
      <Text size="xs" c="var(--muted)" className="wrap">
        {engine(profile.engine)} · {profile.server}
      </Text>
    </div>
  );
}

function Known({ profile }: { profile: ProfileView }) {
  return (
    <Facts
      facts={[
        [texts.facts.server, profile.server],
        [texts.facts.engine, engine(profile.engine)],
        [texts.facts.database, profile.database ?? texts.noDatabase],
        [texts.facts.tls, profile.tls.mode ?? texts.tlsAsAddress],
        profile.tunnel && [texts.facts.tunnel, `${profile.tunnel.user}@${profile.tunnel.host}`],
        profile.jobs.length > 0 && [texts.facts.user, texts.jobs(profile.jobs.length)],
      ]}
    />
  );
}

/** In another tab, so that nothing typed here is lost. */
function NewProfile() {
  return (
    <Anchor href="/profiles/new" target="_blank" rel="noopener" size="sm" pb={8}>
      {texts.newProfile} <IconExternalLink size={14} aria-hidden style={{ verticalAlign: -2 }} />
      <span className="visually-hidden"> {texts.otherTab}</span>
    </Anchor>
  );
}

function None() {
  return (
    <Alert title={texts.noneTitle} styles={{ root: { background: 'var(--tone-moving-ground)' }, title: { color: 'var(--tone-moving)' } }}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm" c="inherit">
          {texts.none}
        </Text>
        <NewProfile />
      </Stack>
    </Alert>
  );
}
