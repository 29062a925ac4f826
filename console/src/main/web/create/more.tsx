import { Stack, Switch, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Controller, useFormContext } from 'react-hook-form';
import { createTexts } from '../texts/create';
import type { Values } from './form';
import names from './page.module.css';
import { Choose, NARROW } from './parts';

const { options: texts } = createTexts;

const INSIDE = ['promote', 'fence', 'fallback', 'roles', 'owner', 'keyless', 'retention', 'giveWay'] as const;

/** What is seldom asked for, folded; open when something in it is wrong, or differs from what it begins with. */
export function More() {
  const { formState, register } = useFormContext<Values>();
  const { errors, dirtyFields } = formState;
  const wrong = INSIDE.some((each) => errors[each]);
  const [open, setOpen] = useState(() => INSIDE.some((each) => dirtyFields[each]));
  useEffect(() => setOpen((now) => now || wrong), [wrong]);
  return (
    <details className={names.more} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Text span fw={600}>
          {texts.more}
        </Text>{' '}
        <Text span size="sm" c="var(--muted)">
          {texts.moreHint}
        </Text>
      </summary>
      <Stack gap="lg" mt="md">
        <Choose name="promote" label={texts.promote} choices={texts.promotes} />
        <Choose name="fence" label={texts.fence} choices={texts.fences} />
        <OnOff name="fallback" label={texts.fallback} hint={texts.fallbackHint} />
        <OnOff name="roles" label={texts.roles} hint={texts.rolesHint} />
        <Choose name="owner" label={texts.owner} choices={texts.owners} />
        <Choose name="keyless" label={texts.keyless} choices={texts.keylesses} />
        <Stack gap="md" role="group" aria-label={texts.sparing}>
          <Text fw={600}>{texts.sparing}</Text>
          <TextInput label={texts.retentionBytes} description={texts.retentionBytesHint} styles={NARROW} {...register('retention.bytes')} error={errors.retention?.bytes?.message} />
          <Choose name="retention.policy" label={texts.retentionPolicy} choices={texts.policies} />
          <TextInput label={texts.retentionDisk} description={texts.retentionDiskHint} styles={NARROW} {...register('retention.disk')} error={errors.retention?.disk?.message} />
          <TextInput
            label={texts.giveWaySessions}
            description={texts.giveWaySessionsHint}
            inputMode="numeric"
            styles={NARROW}
            {...register('giveWay.sessions')}
            error={errors.giveWay?.sessions?.message}
          />
          <TextInput label={texts.giveWayLag} description={texts.giveWayLagHint} inputMode="decimal" styles={NARROW} {...register('giveWay.lagSeconds')} error={errors.giveWay?.lagSeconds?.message} />
        </Stack>
      </Stack>
    </details>
  );
}

function OnOff({ name, label, hint }: { name: 'fallback' | 'roles'; label: string; hint: string }) {
  const { control } = useFormContext<Values>();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => (
        <Switch ref={field.ref} label={label} description={hint} checked={field.value} onChange={(event) => field.onChange(event.currentTarget.checked)} error={fieldState.error?.message} />
      )}
    />
  );
}
