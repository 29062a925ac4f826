import { ActionIcon, Alert, Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { Controller, useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { IconAlertTriangle, IconPlus, IconTrash } from '../app/icons';
import { createTexts } from '../texts/create';
import type { Values } from './form';
import { More } from './more';
import names from './page.module.css';
import { Choose, NARROW, Section, StepTitle } from './parts';
import { Throttles } from './throttles';

const { options: texts } = createTexts;

/** How it is done; each field says what follows from it. */
export function OptionsStep() {
  return (
    <Stack gap="lg">
      <StepTitle title={texts.title} hint={texts.hint} />
      <Naming />
      <Section title={texts.way}>
        <Choose name="option" label={texts.option} choices={texts.options} />
        <Choose name="mode" label={texts.mode} choices={texts.modes} />
      </Section>
      <Section title={texts.existing}>
        <Choose name="existingTarget" label={texts.existing} choices={texts.existingTarget} titled>
          <Lost />
        </Choose>
      </Section>
      <Speed />
      <StartAt />
      <More />
    </Stack>
  );
}

function Naming() {
  const { register, formState } = useFormContext<Values>();
  return (
    <Section title={texts.naming}>
      <TextInput label={texts.name} description={texts.nameHint} styles={NARROW} dir="auto" autoComplete="off" {...register('name')} error={formState.errors.name?.message} />
      <Labels />
    </Section>
  );
}

/** Of use while a migration runs, too. */
export function Labels() {
  const { control, register, formState } = useFormContext<Values>();
  const { fields, append, remove } = useFieldArray({ control, name: 'labels' });
  const errors = formState.errors.labels;
  return (
    <Stack gap="xs" role="group" aria-label={texts.labels}>
      <div>
        <Text size="sm" fw={500}>
          {texts.labels}
        </Text>
        <Text size="sm" c="var(--muted)">
          {texts.labelsHint}
        </Text>
      </div>
      {fields.map((each, index) => (
        <Group key={each.id} gap="xs" align="flex-start" className={names.pair}>
          <TextInput label={texts.labelKey} autoComplete="off" {...register(`labels.${index}.from`)} error={errors?.[index]?.from?.message} />
          <TextInput label={texts.labelValue} autoComplete="off" {...register(`labels.${index}.to`)} />
          <ActionIcon mt={25} aria-label={createTexts.objects.remove(`${texts.labelKey} ${index + 1}`)} onClick={() => remove(index)}>
            <IconTrash size={17} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button variant="default" size="compact-sm" w="fit-content" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => append({ from: '', to: '' })}>
        {texts.addLabel}
      </Button>
    </Stack>
  );
}

/** Named before it is lost. */
function Lost() {
  const { control } = useFormContext<Values>();
  const [existing, only, excluded] = useWatch({ control, name: ['existingTarget', 'only', 'excludeTables'] });
  return (
    <div role="status">
      {existing === 'drop' && (
        <Alert
          mt="sm"
          icon={<IconAlertTriangle size={18} aria-hidden />}
          styles={{ root: { background: 'var(--tone-bad-ground)' }, icon: { color: 'var(--tone-bad)' } }}
        >
          <Text size="sm" c="var(--tone-bad)">
            {only || excluded.length > 0 ? texts.dropSome : texts.dropAll}
          </Text>
        </Alert>
      )}
    </div>
  );
}

/** Of use while a migration runs, too. */
export function Speed() {
  const { control, register, formState } = useFormContext<Values>();
  const parallelism = useWatch({ control, name: 'parallelism' });
  return (
    <Section title={texts.speed}>
      <Controller
        control={control}
        name="parallelism"
        render={({ field, fieldState }) => (
          <Radio.Group label={texts.parallelism} description={texts.parallelismHint} value={field.value} onChange={field.onChange} error={fieldState.error?.message}>
            <Group gap="lg" mt={8}>
              {Object.entries(texts.parallelisms).map(([value, label], index) => (
                <Radio key={value} ref={index === 0 ? field.ref : undefined} value={value} label={label} />
              ))}
            </Group>
          </Radio.Group>
        )}
      />
      {parallelism === 'number' && <TextInput label={texts.workers} inputMode="numeric" styles={{ wrapper: { maxWidth: 180 } }} {...register('workers')} error={formState.errors.workers?.message} />}
      <Throttles />
    </Section>
  );
}

function StartAt() {
  const { register, formState } = useFormContext<Values>();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Section title={texts.start}>
      <TextInput type="datetime-local" label={texts.startAt} description={texts.startAtHint(zone)} styles={{ wrapper: { maxWidth: 240 } }} {...register('startAt')} error={formState.errors.startAt?.message} />
    </Section>
  );
}
