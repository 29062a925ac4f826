import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { Controller, useFormContext, useWatch } from 'react-hook-form';
import type { ProfileView } from '../api/types';
import { bytes, count } from '../app/format';
import { IconSearch } from '../app/icons';
import { createTexts } from '../texts/create';
import { takenDatabases, takesTable, type Choice, type Table } from './choice';
import { useListed, useTables } from './data';
import type { Values } from './form';
import { Patterns } from './patterns';
import { Renames } from './renames';
import { keyOf, rows, sums, type Database, type Loaded, type Row } from './rows';
import { toggled } from './ticking';
import { Tree } from './tree';

const { objects: texts } = createTexts;

/** What is chosen, as the fields say it. */
export function useChoice(): Choice {
  const { control } = useFormContext<Values>();
  const [databases, only, tables, excludeTables] = useWatch({ control, name: ['databases', 'only', 'tables', 'excludeTables'] });
  return useMemo(() => ({ databases, only, tables, excludeTables }), [databases, only, tables, excludeTables]);
}

function useChange(): (next: Choice) => void {
  const { setValue, clearErrors } = useFormContext<Values>();
  return (next) => {
    (['databases', 'only', 'tables', 'excludeTables'] as const).forEach((key) => setValue(key, next[key], { shouldDirty: true }));
    clearErrors(['databases', 'tables']);
  };
}

/** Which databases were asked for their tables; those of an earlier look are there at once. */
function useLoading(profile: string, names: readonly string[]) {
  const listedBefore = useListed(profile);
  const [listed, setListed] = useState<readonly string[]>(() => names.filter(listedBefore));
  const list = (more: readonly string[]) => setListed((now) => [...new Set([...now, ...more])]);
  return { ...useTables(profile, listed), list };
}

export function Chooser({ profile, databases }: { profile: ProfileView; databases: Database[] }) {
  const choice = useChoice();
  const change = useChange();
  const named = profile.database;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [typed, search] = useState('');
  const [sought] = useDebouncedValue(typed, 150);
  const [held, setHeld] = useState<string>();
  const names = useMemo(() => databases.map((each) => each.name), [databases]);
  const { loaded, again, list } = useLoading(profile.id, names);
  const taken = useMemo(() => takenDatabases(choice, names, named), [choice, names, named]);
  const lines = useMemo(() => rows({ databases, loaded, open, search: sought, choice, named }), [databases, loaded, open, sought, choice, named]);
  const unlisted = taken.filter((each) => !loaded(each));

  const tick = (row: Row) => {
    const known = [...new Set([...taken, row.database])].flatMap((each) => tablesOf(loaded(each)));
    const next = toggled(choice, row, { databases: names, named, tables: known, complete: taken.every((each) => isListed(loaded(each))) });
    setHeld('heldBy' in next ? next.heldBy : undefined);
    if (!('heldBy' in next)) {
      change(next);
    }
  };
  const toggle = (key: string, on: boolean) => {
    setOpen((now) => (on ? new Set([...now, key]) : new Set([...now].filter((each) => each !== key))));
    if (on) {
      list(names.filter((each) => keyOf(each) === key));
    }
  };
  return (
    <>
      <Stack gap="sm">
        <Tools named={named} typed={typed} search={search} />
        <Tree rows={lines} tick={tick} toggle={toggle} again={again} label={texts.tree} />
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
        {unlisted.length > 0 && (sought !== '' || held !== undefined) && <Unopened count={unlisted.length} list={() => list(taken)} />}
        <Sums databases={databases} loaded={loaded} named={named} />
        <Text size="sm" c="var(--muted)">
          {texts.keys} {taken.length > 1 && texts.oneList}
        </Text>
      </Stack>
      <Patterns named={named} />
      <Renames databases={taken} schemas={schemasOf(taken.flatMap((each) => tablesOf(loaded(each))), choice)} />
    </>
  );
}

const isListed = (loaded: Loaded): boolean => loaded !== undefined && 'tables' in loaded;

const tablesOf = (loaded: Loaded): Table[] => (loaded && 'tables' in loaded ? loaded.tables : []);

const schemasOf = (tables: Table[], choice: Choice): string[] => [...new Set(tables.filter(takesTable(choice)).map((each) => each.schema))].sort();

function Tools({ named, typed, search }: { named: string | undefined; typed: string; search: (text: string) => void }) {
  const { control } = useFormContext<Values>();
  const choice = useChoice();
  const change = useChange();
  return (
    <Group gap="sm">
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
        <Button variant="default" onClick={() => change({ ...choice, databases: [] })}>
          {texts.namedOnly(named)}
        </Button>
      )}
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
  );
}

function Unopened({ count, list }: { count: number; list: () => void }) {
  return (
    <Group gap="xs">
      <Text size="sm" c="var(--muted)">
        {texts.unopened(count)}
      </Text>
      <Button size="compact-sm" variant="default" onClick={list}>
        {texts.openAll}
      </Button>
    </Group>
  );
}

function Sums({ databases, loaded, named }: { databases: Database[]; loaded: (database: string) => Loaded; named: string | undefined }) {
  const total = sums(databases, loaded, useChoice(), named);
  return (
    <Text size="sm" fw={600} role="status">
      {texts.sums(
        texts.databaseCount(total.databases, count(total.databases)),
        total.tables === undefined ? undefined : texts.tableCount(total.tables, count(total.tables)),
        bytes(total.bytes),
      )}
    </Text>
  );
}
