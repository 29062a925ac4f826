import { Fieldset, SegmentedControl, Select, SimpleGrid, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useController, useFormContext } from 'react-hook-form';
import { client, good } from '../api/client';
import type { ProfileView } from '../api/types';
import names from '../app/listing.module.css';
import { words } from '../texts/profiles';
import { splitPassword, type Draft } from './draft';
import { Certificate } from './facts';
import { modeWords } from './profiles';
import { PemField, SecretField } from './secret';

/** The profile that is changed; undefined for a new one. */
interface Part {
  saved: ProfileView | undefined;
}

const MODES = ['', 'off', 'prefer', 'encrypt', 'verify-ca', 'verify-full'] as const;
const needed = (value: string) => value.trim() !== '' || words.needed;

export function ServerPart({ saved }: Part) {
  const { register, formState, getValues, setValue } = useFormContext<Draft>();
  const version = useQuery({ queryKey: ['version'], queryFn: () => good(client.GET('/api/v1/version')), staleTime: Infinity });
  const engines = version.data?.engines ?? [];
  const movePassword = () => {
    const parts = splitPassword(getValues('url'));
    if (parts) {
      setValue('url', parts.url, { shouldDirty: true });
      setValue('password', parts.password, { shouldDirty: true });
    }
  };
  const url = register('url', { validate: needed });
  return (
    <Fieldset classNames={{ legend: names.legend }} legend={words.parts.server}>
      <Stack gap="md">
        <TextInput
          {...register('name', { validate: needed })}
          label={words.columns.name}
          description={words.nameHint}
          withAsterisk
          autoComplete="off"
          data-autofocus={saved === undefined || undefined}
          error={formState.errors.name?.message}
        />
        <TextInput
          {...url}
          onBlur={(event) => {
            movePassword();
            void url.onBlur(event);
          }}
          label={words.address}
          description={words.addressHint(engines)}
          withAsterisk
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder={engines[0] && words.addressExample(engines[0])}
          error={formState.errors.url?.message}
        />
        <SecretField name="password" label={words.password} description={words.passwordHint} stored={saved?.passwordSet ? words.stored : undefined} />
      </Stack>
    </Fieldset>
  );
}

export function TlsPart({ saved }: Part) {
  const { watch, control, formState } = useFormContext<Draft>();
  const mode = useController({ name: 'mode', control });
  const value = watch('mode');
  return (
    <Fieldset classNames={{ legend: names.legend }} legend={words.parts.tls}>
      <Stack gap="md">
        <Select
          label={words.mode}
          data={MODES.map((each) => ({ value: each, label: modeWords(each) }))}
          value={value}
          onChange={(next) => mode.field.onChange(next ?? '')}
          allowDeselect={false}
          description={words.modeHints[value]}
          error={formState.errors.mode?.message}
        />
        {value !== 'off' && (
          <>
            <PemField
              name="ca"
              label={words.authorities}
              description={words.authoritiesHint}
              stored={
                saved && saved.tls.authorities.length > 0
                  ? saved.tls.authorities.map((each) => <Certificate key={each.sha256} certificate={each} />)
                  : undefined
              }
            />
            <Text size="sm" fw={600} mt={4}>
              {words.mutualTitle}
            </Text>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <PemField
                name="clientCertificate"
                label={words.clientCertificate}
                stored={saved?.tls.clientCertificate && <Certificate certificate={saved.tls.clientCertificate} />}
              />
              <PemField name="clientKey" label={words.clientKey} hidden stored={saved?.tls.clientKeySet ? words.stored : undefined} />
            </SimpleGrid>
            <SecretField name="clientKeyPassphrase" label={words.clientKeyPassphrase} description={words.notKept} />
          </>
        )}
      </Stack>
    </Fieldset>
  );
}

export function TunnelPart({ saved }: Part) {
  const { control } = useFormContext<Draft>();
  const { field } = useController({ name: 'tunnel', control });
  return (
    <Fieldset classNames={{ legend: names.legend }} legend={words.parts.tunnel}>
      <Stack gap="md">
        <Switch
          ref={field.ref}
          checked={field.value}
          onChange={(event) => field.onChange(event.currentTarget.checked)}
          onBlur={field.onBlur}
          label={words.throughTunnel}
          description={words.tunnelHint}
        />
        {field.value && <TunnelFields saved={saved} />}
      </Stack>
    </Fieldset>
  );
}

function TunnelFields({ saved }: Part) {
  const { register, formState, watch, control } = useFormContext<Draft>();
  const { errors } = formState;
  const by = useController({ name: 'tunnelBy', control });
  const tunnel = saved?.tunnel;
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput {...register('host', { validate: needed })} label={words.host} withAsterisk autoComplete="off" spellCheck={false} error={errors.host?.message} />
        <TextInput {...register('port')} label={words.port} inputMode="numeric" autoComplete="off" error={errors.port?.message} />
        <TextInput {...register('user', { validate: needed })} label={words.user} withAsterisk autoComplete="off" spellCheck={false} error={errors.user?.message} />
      </SimpleGrid>
      <Textarea
        {...register('knownHosts')}
        label={words.knownHosts}
        description={words.knownHostsHint}
        rows={2}
        autoComplete="off"
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }}
        error={errors.knownHosts?.message}
      />
      <TextInput {...register('fingerprint')} label={words.fingerprint} placeholder="SHA256:…" autoComplete="off" spellCheck={false} error={errors.fingerprint?.message} />
      <div>
        <SegmentedControl
          aria-label={words.tunnelSignIn}
          value={watch('tunnelBy')}
          onChange={(next) => by.field.onChange(next)}
          data={[
            { value: 'password', label: words.byPassword },
            { value: 'key', label: words.byKey },
          ]}
        />
      </div>
      {watch('tunnelBy') === 'key' ? (
        <>
          <PemField name="tunnelKey" label={words.tunnelKey} description={words.tunnelKeyHint} hidden stored={tunnel?.keySet ? words.stored : undefined} />
          <SecretField name="tunnelPassphrase" label={words.tunnelPassphrase} />
        </>
      ) : (
        <SecretField name="tunnelPassword" label={words.tunnelPassword} stored={tunnel?.passwordSet ? words.stored : undefined} />
      )}
    </>
  );
}
