import { Radio, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Controller, useFormContext, type FieldPath } from 'react-hook-form';
import type { Values } from './form';
import names from './page.module.css';

export function StepTitle({ title, hint }: { title: string; hint: string }) {
  return (
    <div>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text size="sm" c="var(--muted)">
        {hint}
      </Text>
    </div>
  );
}

type Fact = [string, ReactNode] | false | undefined;

/** Names and values, one below the other. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={names.facts}>
      {facts
        .filter((each) => each !== false && each !== undefined)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Fields that belong together, below a heading. */
export function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className={names.section}>
      <Title order={3} size="h5">
        {title}
      </Title>
      {hint && (
        <Text size="sm" c="var(--muted)">
          {hint}
        </Text>
      )}
      <Stack gap="md" mt="sm">
        {children}
      </Stack>
    </section>
  );
}

type Choices = Record<string, [string, string]>;

/** Short fields below descriptions of any length. */
export const NARROW = { wrapper: { maxWidth: 420 } };

interface Choice {
  name: FieldPath<Values>;
  label: string;
  choices: Choices;
  /** The heading above says the same. */
  titled?: boolean;
  children?: ReactNode;
}

/** One of a few; each says what follows from it. */
export function Choose({ name, label, choices, titled, children }: Choice) {
  const { control, getFieldState, formState } = useFormContext<Values>();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => (
        <Radio.Group label={titled ? undefined : label} aria-label={titled ? label : undefined} value={String(field.value)} onChange={field.onChange} error={getFieldState(name, formState).error?.message}>
          <Stack gap="sm" mt={titled ? 0 : 8}>
            {Object.entries(choices).map(([value, [title, consequence]], index) => (
              <Radio key={value} ref={index === 0 ? field.ref : undefined} value={value} label={title} description={consequence} />
            ))}
          </Stack>
          {children}
        </Radio.Group>
      )}
    />
  );
}
