import { ActionIcon, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { IconPlus, IconTrash } from '../app/icons';
import { createTexts } from '../texts/create';
import { NO_WINDOW, type Values } from './form';
import names from './page.module.css';

const { options: texts } = createTexts;

/** How much may flow, by the hours of the day. */
export function Throttles() {
  const { control, formState } = useFormContext<Values>();
  const { fields, append, remove } = useFieldArray({ control, name: 'throttles' });
  const hours = useWatch({ control, name: 'throttles' });
  const always = (index: number) => !hours[index]?.from && !hours[index]?.to && !isTimed(fields[index]);
  const hasAlways = fields.some((_, index) => always(index));
  return (
    <Stack gap="xs" role="group" aria-label={texts.throttles}>
      <div>
        <Text size="sm" fw={500}>
          {texts.throttles}
        </Text>
        <Text size="sm" c="var(--muted)">
          {texts.throttlesHint} {texts.cdcHint}
        </Text>
      </div>
      {fields.map((each, index) => (
        <Window key={each.id} index={index} always={always(index)} remove={() => remove(index)} />
      ))}
      {formState.errors.throttles?.message && (
        <Text size="sm" c="var(--tone-bad)" role="alert">
          {formState.errors.throttles.message}
        </Text>
      )}
      <Group gap="xs">
        {!hasAlways && (
          <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => append(NO_WINDOW)}>
            {texts.addAlways}
          </Button>
        )}
        <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => append({ ...NO_WINDOW, from: '08:00', to: '20:00' })}>
          {texts.addWindow}
        </Button>
      </Group>
    </Stack>
  );
}

/** One that began with hours keeps its fields for them while they are empty. */
const isTimed = (field: { from: string; to: string } | undefined): boolean => Boolean(field?.from || field?.to);

function Window({ index, always, remove }: { index: number; always: boolean; remove: () => void }) {
  const { register, formState } = useFormContext<Values>();
  const errors = formState.errors.throttles?.[index];
  const title = always ? texts.always : texts.window(index + 1);
  return (
    <Paper withBorder p="sm" role="group" aria-label={title}>
      <Group justify="space-between" mb={6} wrap="nowrap">
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <ActionIcon aria-label={texts.removeWindow(title)} onClick={remove}>
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      </Group>
      <div className={names.grid}>
        {!always && (
          <>
            <TextInput type="time" label={texts.fromHour} {...register(`throttles.${index}.from`)} error={errors?.from?.message} />
            <TextInput type="time" label={texts.toHour} {...register(`throttles.${index}.to`)} error={errors?.to?.message} />
          </>
        )}
        {(['dumpRows', 'dumpMiB', 'cdcRows', 'cdcMiB'] as const).map((key) => (
          <TextInput key={key} inputMode="decimal" autoComplete="off" label={texts[key]} {...register(`throttles.${index}.${key}`)} error={errors?.[key]?.message} />
        ))}
      </div>
    </Paper>
  );
}
