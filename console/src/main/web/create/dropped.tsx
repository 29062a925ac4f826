import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { bytes, count } from '../app/format';
import { createTexts } from '../texts/create';
import { takenDatabases, takesTable } from './choice';
import { useDatabases, useProfiles, useTables } from './data';
import type { Values } from './form';

const { review: texts, objects } = createTexts;
const MOST = 12;

/** What the target would lose, with what is there now. */
export function Dropped({ values }: { values: Values }) {
  if (values.option === 'validate') {
    return texts.validateNothing;
  }
  return values.existingTarget === 'drop' ? <Lost values={values} /> : texts.nothing;
}

function Lost({ values }: { values: Values }) {
  const profiles = useProfiles();
  const find = (name: string) => profiles.data?.find((each) => each.name === name || each.id === name);
  const source = values.source.by === 'profile' ? find(values.source.profile) : undefined;
  const target = values.target.by === 'profile' ? find(values.target.profile) : undefined;
  const there = useDatabases(source?.id ?? '');
  const here = useDatabases(target?.id ?? '');
  const wanted = useMemo(() => {
    const named = values.databases.length === 0;
    const from = takenDatabases(values, there.data?.map((each) => each.name) ?? [], source?.database);
    const to = new Map(values.renames.map((each) => [each.from, each.to]));
    return from.map((each) => to.get(each) ?? (named ? (target?.database ?? each) : each));
  }, [values, there.data, source, target]);
  const present = wanted.filter((each) => here.data?.some((one) => one.name === each));
  const { loaded } = useTables(target?.id ?? '', present.slice(0, MOST));
  const some = values.only || values.excludeTables.length > 0;
  const takes = takesTable(values);
  const found = present.flatMap((each) => {
    const known = loaded(each);
    return known && 'tables' in known ? known.tables : [];
  });
  const lost = some ? found.filter(takes) : found;
  const names = (wanted.length > 0 ? wanted : values.databases).join(', ');
  return (
    <Text span size="sm" c="var(--tone-bad)">
      {some ? texts.chosenTables(names) : texts.everything(names)}.{' '}
      {present.length <= MOST &&
        present.every((each) => 'tables' in (loaded(each) ?? {})) &&
        here.data &&
        texts.there(
          objects.tableCount(lost.length, count(lost.length)),
          bytes(lost.reduce((all, each) => all + each.bytes, 0)),
        )}
    </Text>
  );
}
