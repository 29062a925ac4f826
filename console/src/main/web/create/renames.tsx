import { ActionIcon, Autocomplete, Button, Group, Stack, TextInput } from '@mantine/core';
import { Controller, useFieldArray, useFormContext } from 'react-hook-form';
import { IconPlus, IconTrash } from '../app/icons';
import { createTexts } from '../texts/create';
import type { Values } from './form';
import names from './page.module.css';
import { Section } from './parts';

const { objects: texts } = createTexts;

/** Other names on the target, for databases and schemas. */
export function Renames({ databases, schemas }: { databases: string[]; schemas: string[] }) {
  return (
    <Section title={texts.renames} hint={texts.renamesHint}>
      <Pairs name="renames" what={texts.databaseRename} add={texts.addDatabase} known={databases} />
      <Pairs name="schemaRenames" what={texts.schemaRename} add={texts.addSchema} known={schemas} />
    </Section>
  );
}

interface Props {
  name: 'renames' | 'schemaRenames';
  what: string;
  add: string;
  known: string[];
}

function Pairs({ name, what, add, known }: Props) {
  const { control, register, formState, watch } = useFormContext<Values>();
  const { fields, append, remove } = useFieldArray({ control, name });
  const errors = formState.errors[name];
  return (
    <Stack gap="xs">
      {fields.map((each, index) => (
        <Group key={each.id} role="group" aria-label={`${what} ${index + 1}`} gap="xs" align="flex-start" className={names.pair}>
          <Controller
            control={control}
            name={`${name}.${index}.from`}
            render={({ field }) => (
              <Autocomplete
                {...field}
                dir="auto"
                label={`${what}: ${texts.from.toLowerCase()}`}
                data={[...new Set(known)]}
                limit={50}
                error={errors?.[index]?.from?.message}
              />
            )}
          />
          <TextInput dir="auto" label={texts.to} autoComplete="off" {...register(`${name}.${index}.to`)} error={errors?.[index]?.to?.message} />
          <ActionIcon mt={25} aria-label={texts.remove(watch(`${name}.${index}.from`))} onClick={() => remove(index)}>
            <IconTrash size={17} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {errors?.message && (
        <div role="alert" style={{ color: 'var(--tone-bad)', fontSize: 14 }}>
          {errors.message}
        </div>
      )}
      <Button variant="default" size="compact-sm" w="fit-content" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => append({ from: '', to: '' })}>
        {add}
      </Button>
    </Stack>
  );
}
