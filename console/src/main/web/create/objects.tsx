import { Alert, Button, Group, SegmentedControl, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { Controller, useFormContext, useWatch } from 'react-hook-form';
import type { ProfileView } from '../api/types';
import { bytes, count } from '../app/format';
import { IconSearch } from '../app/icons';
import { QueryFailure } from '../details/query-failure';
import { createTexts } from '../texts/create';
import { takenDatabases, takesTable, type Choice, type Table } from './choice';
import { useDatabases, useListed, useProfiles, useTables } from './data';
import type { Values } from './form';
import { StepTitle } from './parts';
import { Patterns } from './patterns';
import { Renames } from './renames';
import { keyOf, rows, sums, type Database, type Row } from './rows';
import { toggled } from './ticking';
import { Tree } from './tree';

const { objects: texts } = createTexts;

/** Databases and tables: a tree of the source, and the patterns that it writes. */
export function ObjectsStep() {
  const { control } = useFormContext<Values>();
  const source = useWatch({ control, name: 'source' });
  const profiles = useProfiles();
  const profile = profiles.data?.find((each) => each.name === source.profile || each.id === source.profile);
  return (
    <Stack gap="lg">
      <StepTitle title={texts.title} hint={texts.hint} />
      {source.by === 'address' ? (
        <Note words={texts.byAddress} />
      ) : profile ? (
        <OfProfile key={profile.id} profile={profile} />
      ) : (
        <Note words={texts.needsSource} />
      )}
      {!(source.by === 'profile' && profile) && <Rest named={undefined} databases={[]} schemas={[]} />}
    </Stack>
  );
}

function Note({ words }: { words: string }) {
  return (
    <Alert styles={{ root: { background: 'var(--tone-moving-ground)' } }}>
      <Text size="sm" c="var(--tone-moving)">
        {words}
      </Text>
    </Alert>
  );
}

function OfProfile({ profile }: { profile: ProfileView }) {
  const databases = useDatabases(profile.id);
  const known = databases.data ?? NONE;
  return (
    <>
      {databases.error ? (
        <QueryFailure error={databases.error} again={() => void databases.refetch()} />
      ) : databases.data ? (
        <Chooser profile={profile} databases={known} />
      ) : (
        <div role="status">
          <Text size="sm" c="var(--muted)" mb="xs">
            {texts.reading}
          </Text>
          <Skeleton height={220} />
        </div>
      )}
      {!databases.data && <Rest named={profile.database} databases={[]} schemas={[]} />}
    </>
  );
}

const NONE: Database[] = [];

export function useChoice(): Choice {
  const { control } = useFormContext<Values>();
  const [databases, only, tables, excludeTables] = useWatch({ control, name: ['databases', 'only', 'tables', 'excludeTables'] });
  return useMemo(() => ({ databases, only, tables, excludeTables }), [databases, only, tables, excludeTables]);
}

function Chooser({ profile, databases }: { profile: ProfileView; databases: Database[] }) {
  const { setValue, clearErrors, control } = useFormContext<Values>();
  const choice = useChoice();
  const named = profile.database;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [typed, search] = useState('');
  const [sought] = useDebouncedValue(typed, 150);
  const [held, setHeld] = useState<string>();
  const names = useMemo(() => databases.map((each) => each.name), [databases]);
  const taken = useMemo(() => takenDatabases(choice, names, named), [choice, names, named]);
  const listedBefore = useListed(profile.id);
  const [listed, setListed] = useState<readonly string[]>(() => names.filter(listedBefore));
  const list = (more: readonly string[]) => setListed((now) => [...new Set([...now, ...more])]);
  const { loaded, again } = useTables(profile.id, listed);
  const lines = useMemo(() => rows({ databases, loaded, open, search: sought, choice, named }), [databases, loaded, open, sought, choice, named]);
  const unopened = taken.filter((each) => !loaded(each));
  const total = sums(databases, loaded, choice, named);

  const change = (next: Choice) => {
    (['databases', 'only', 'tables', 'excludeTables'] as const).forEach((key) => setValue(key, next[key], { shouldDirty: true }));
    clearErrors(['databases', 'tables']);
  };
  const tick = (row: Row) => {
    const known = taken.concat(row.kind === 'note' ? [] : [row.database]).flatMap((each) => tablesOf(loaded(each)));
    const next = toggled(choice, row, { databases: names, named, tables: known, complete: taken.every((each) => tablesOf(loaded(each)).length > 0) });
    setHeld('heldBy' in next ? next.heldBy : undefined);
    if (!('heldBy' in next)) {
      change(next);
    }
  };
  const toggleOpen = (key: string, on: boolean) => {
    setOpen((now) => (on ? new Set([...now, key]) : new Set([...now].filter((each) => each !== key))));
    if (on) {
      list(names.filter((each) => keyOf(each) === key));
    }
  };
  return (
    <>
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <TextInput
            flex="1 1 240px"
            maw={360}
            type="search"
            aria-label={texts.search}
            placeholder={texts.search}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={typed}
            onChange={(event) => search(event.currentTarget.value)}
          />
          <Button variant="default" onClick={() => change({ ...choice, databases: ['*'] })}>
            {texts.allDatabases}
          </Button>
          {named !== undefined && (
            <Button variant="default" onClick={() => change({ ...choice, databases: [] })} className="wrap">
              {texts.namedOnly(named)}
            </Button>
          )}
        </Group>
        <Group gap="sm">
          <Controller
            control={control}
            name="only"
            render={({ field }) => (
              <SegmentedControl
                aria-label={texts.which}
                value={field.value ? 'only' : 'all'}
                onChange={(value) => field.onChange(value === 'only')}
                data={[
                  { value: 'all', label: texts.all },
                  { value: 'only', label: texts.only },
                ]}
              />
            )}
          />
        </Group>
        <Tree rows={lines} tick={tick} toggle={toggleOpen} again={again} label={texts.tree} />
        {lines.length === 0 && (
          <Text size="sm" c="var(--muted)" role="status">
            {texts.nothingFound(sought)}
          </Text>
        )}
        {held !== undefined && (
          <Text size="sm" c="var(--tone-warning)" role="alert">
            {texts.held(held)}
          </Text>
        )}
        {unopened.length > 0 && (sought !== '' || held !== undefined) && (
          <Group gap="xs">
            <Text size="sm" c="var(--muted)">
              {texts.unopened(unopened.length)}
            </Text>
            <Button size="compact-sm" variant="default" onClick={() => list(taken)}>
              {texts.openAll}
            </Button>
          </Group>
        )}
        <Text size="sm" fw={600} role="status">
          {texts.sums(
            texts.databaseCount(total.databases, count(total.databases)),
            total.tables === undefined ? undefined : texts.tableCount(total.tables, count(total.tables)),
            bytes(total.bytes),
          )}
        </Text>
        <Text size="sm" c="var(--muted)">
          {texts.keys} {taken.length > 1 && texts.oneList}
        </Text>
      </Stack>
      <Rest named={named} databases={taken} schemas={schemasOf(taken.flatMap((each) => tablesOf(loaded(each))), choice)} />
    </>
  );
}

const tablesOf = (loaded: ReturnType<ReturnType<typeof useTables>['loaded']>): Table[] => (loaded && 'tables' in loaded ? loaded.tables : []);

const schemasOf = (tables: Table[], choice: Choice): string[] => [...new Set(tables.filter(takesTable(choice)).map((each) => each.schema))].sort();

/** The choice in the job's words, and other names on the target. */
function Rest({ named, databases, schemas }: { named: string | undefined; databases: string[]; schemas: string[] }) {
  return (
    <>
      <Patterns named={named} />
      <Renames databases={databases} schemas={schemas} />
    </>
  );
}
