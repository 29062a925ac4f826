import { Text, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useController, useFormContext, useWatch } from 'react-hook-form';
import { count } from '../app/format';
import { createTexts } from '../texts/create';
import type { Values } from './form';
import { Section } from './parts';

const { objects: texts } = createTexts;

/** Each name is matched with each pattern. */
const MANY = 500;

/** What the tree's ticks become; it may be typed, too. */
export function Patterns({ named }: { named: string | undefined }) {
  const { control } = useFormContext<Values>();
  const only = useWatch({ control, name: 'only' });
  return (
    <Section title={texts.asPatterns} hint={texts.asPatternsHint}>
      <Lines name="databases" label={texts.databases} hint={named === undefined ? texts.databasesHint : `${texts.databasesHint} ${texts.databasesNamed(named)}`} />
      {only && <Lines name="tables" label={texts.tablesField} hint={texts.tablesHint} />}
      <Lines name="excludeTables" label={texts.excludeField} hint={`${texts.tablesHint} ${texts.excludeHint}`} />
    </Section>
  );
}

const lines = (text: string): string[] => [...new Set(text.split('\n').map((each) => each.trim()))].filter(Boolean);

function Lines({ name, label, hint }: { name: 'databases' | 'tables' | 'excludeTables'; label: string; hint: string }) {
  const { control } = useFormContext<Values>();
  const { field, fieldState } = useController({ control, name });
  const [text, setText] = useState(() => field.value.join('\n'));
  // Ticks write here, too; what is being typed keeps its empty lines and spaces.
  useEffect(() => setText((now) => (lines(now).join('\n') === field.value.join('\n') ? now : field.value.join('\n'))), [field.value]);
  return (
    <div>
      <Textarea
        ref={field.ref}
        label={label}
        description={hint}
        rows={Math.min(10, Math.max(2, field.value.length + 1))}
        spellCheck={false}
        autoComplete="off"
        dir="auto"
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          field.onChange(lines(event.currentTarget.value));
        }}
        onBlur={field.onBlur}
        error={fieldState.error?.message}
      />
      {field.value.length > MANY && (
        <Text size="sm" c="var(--tone-warning)" mt={4}>
          {texts.many(count(field.value.length))}
        </Text>
      )}
    </div>
  );
}
