import { Button, FileButton, Group, PasswordInput, Text, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import names from '../app/listing.module.css';
import { words } from '../texts/profiles';
import type { Draft, SecretName } from './draft';

/** More than any certificate or key. */
const LARGEST_FILE = 256 * 1024;

interface Props {
  name: SecretName;
  label: string;
  description?: string;
  /** What is stored already, as far as it may be shown; undefined when nothing is. */
  stored?: ReactNode;
}

function useSecret(name: SecretName) {
  const { register, watch, setValue, formState } = useFormContext<Draft>();
  const forget = watch('forget');
  const forgotten = forget.includes(name);
  const toggle = () => {
    setValue(name, '');
    setValue('forget', forgotten ? forget.filter((each) => each !== name) : [...forget, name], { shouldDirty: true });
  };
  return { field: register(name), value: watch(name), setValue, forgotten, toggle, error: formState.errors[name]?.message };
}

/** A line that goes in and never comes out. */
export function SecretField({ name, label, description, stored }: Props) {
  const { field, forgotten, toggle, error } = useSecret(name);
  return (
    <div>
      <PasswordInput
        {...field}
        label={label}
        description={description}
        placeholder={stored === undefined ? undefined : forgotten ? words.isForgotten : words.keepEmpty}
        autoComplete="new-password"
        spellCheck={false}
        disabled={forgotten}
        error={error}
      />
      {stored !== undefined && <Forget forgotten={forgotten} toggle={toggle} label={label} />}
    </div>
  );
}

/** The text of a file, chosen or pasted; that of a key is not to be read over a shoulder. */
export function PemField({ name, label, description, stored, hidden }: Props & { hidden?: boolean }) {
  const { field, setValue, forgotten, toggle, error } = useSecret(name);
  const [refused, setRefused] = useState<string>();
  const choose = async (file: File | null) => {
    if (file && file.size > LARGEST_FILE) {
      setRefused(words.tooLarge(file.name));
    } else if (file) {
      setRefused(undefined);
      setValue(name, await file.text(), { shouldDirty: true, shouldValidate: true });
    }
  };
  return (
    <div>
      <Textarea
        {...field}
        label={label}
        description={description}
        placeholder={stored === undefined ? words.paste : forgotten ? words.isForgotten : words.pasteToReplace}
        classNames={{ input: hidden ? names.hidden : names.pem }}
        rows={3}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        disabled={forgotten}
        error={error ?? refused}
      />
      <Group gap="xs" mt={6}>
        <FileButton onChange={(file) => void choose(file)} accept=".pem,.crt,.cer,.key,.txt,text/plain">
          {(props) => (
            <Button {...props} variant="default" size="compact-sm" aria-label={words.chooseFor(label)} disabled={forgotten}>
              {words.choose}
            </Button>
          )}
        </FileButton>
        {stored !== undefined && <Forget forgotten={forgotten} toggle={toggle} label={label} />}
      </Group>
      {stored !== undefined && !forgotten && (
        <Text size="sm" component="div" mt={6}>
          {stored}
        </Text>
      )}
    </div>
  );
}

function Forget({ forgotten, toggle, label }: { forgotten: boolean; toggle: () => void; label: string }) {
  return (
    <Button variant="subtle" size="compact-sm" mt={4} onClick={toggle} aria-label={forgotten ? words.keepOf(label) : words.forgetOf(label)}>
      {forgotten ? words.keep : words.forget}
    </Button>
  );
}
