import { Code, Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import type { JobRequest } from '../api/types';
import { CopyButton } from '../app/copy';
import { bytes, count, moment } from '../app/format';
import { QueryFailure } from '../details/query-failure';
import { createTexts } from '../texts/create';
import { useChoice } from './chooser';
import { takenDatabases } from './choice';
import { useDatabases, useDraft, useProfiles, useTables } from './data';
import { chosen, toRequest, type PlaceValues, type Values } from './form';
import names from './page.module.css';
import { Facts, StepTitle } from './parts';
import { sums } from './rows';
import { Dropped } from './dropped';

const { review: texts, objects, options } = createTexts;

/** More are not asked for their tables just for a sum. */
const COUNTED = 12;

/** What would be made, in numbers and in the server's own words. */
export function ReviewStep({ before }: { before: JobRequest | undefined }) {
  const { control } = useFormContext<Values>();
  const values = useWatch({ control }) as Values;
  return (
    <Stack gap="lg">
      <StepTitle title={texts.title} hint={texts.hint} />
      <Paper withBorder p="lg">
        <Facts
          facts={[
            [texts.from, <PlaceName key="from" place={values.source} />],
            [texts.to, <PlaceName key="to" place={values.target} />],
            [texts.moved, <Moved key="moved" />],
            renamed(values) !== '' && [texts.renamed, renamed(values)],
            [texts.how, how(values)],
            [texts.dropped, <Dropped key="dropped" values={values} />],
            [texts.made, values.option === 'validate' || values.mode === 'offline' ? texts.madeNothing : texts.madeOnline],
          ]}
        />
      </Paper>
      <Written values={values} before={before} />
    </Stack>
  );
}

function PlaceName({ place }: { place: PlaceValues }) {
  const profiles = useProfiles();
  const name = chosen(place);
  const profile = place.by === 'profile' ? profiles.data?.find((each) => each.name === name || each.id === name) : undefined;
  if (!name) {
    return <Text span size="sm" c="var(--tone-warning)">{texts.open}</Text>;
  }
  return profile ? `${profile.name}, ${profile.server}` : name;
}

function renamed({ renames, schemaRenames }: Values): string {
  return [...renames, ...schemaRenames]
    .filter((each) => each.from !== '' && each.to !== '')
    .map(({ from, to }) => `${from} → ${to}`)
    .join(', ');
}

function how(values: Values): string {
  const speed = values.parallelism === 'number' ? values.workers : values.parallelism;
  return [
    options.modes[values.mode]?.[0],
    options.options[values.option]?.[0],
    `${options.parallelism} ${speed}`,
    values.startAt === '' ? texts.now : texts.at(moment(Date.parse(values.startAt))),
  ].join(' · ');
}

function Moved() {
  const { control } = useFormContext<Values>();
  const source = useWatch({ control, name: 'source' });
  const choice = useChoice();
  const profiles = useProfiles();
  const profile = source.by === 'profile' ? profiles.data?.find((each) => each.name === source.profile || each.id === source.profile) : undefined;
  const databases = useDatabases(profile?.id ?? '');
  const all = useMemo(() => databases.data ?? [], [databases.data]);
  const taken = useMemo(
    () =>
      takenDatabases(
        choice,
        all.map((each) => each.name),
        profile?.database,
      ),
    [choice, all, profile],
  );
  const { loaded } = useTables(profile?.id ?? '', taken.length <= COUNTED ? taken : NONE);
  const words = choice.databases.length === 0 && profile?.database === undefined ? texts.named : choice.databases.join(', ');
  if (!profile || databases.error) {
    return `${words} (${texts.byPatterns})`;
  }
  if (!databases.data) {
    return texts.counting;
  }
  const total = sums(all, loaded, choice, profile.database);
  const left = choice.excludeTables.length > 0 ? `, ${texts.without(choice.excludeTables.length)}` : '';
  return `${objects.databaseCount(total.databases, count(total.databases))}${total.tables === undefined ? '' : `, ${objects.tableCount(total.tables, count(total.tables))}`}, ${texts.partly(bytes(total.bytes))}${left}`;
}

const NONE: string[] = [];

/** Command and document come from the server, which alone knows how they are written. */
function Written({ values, before }: { values: Values; before: JobRequest | undefined }) {
  const request = useMemo(() => toRequest(values, before), [values, before]);
  const draft = useDraft(request);
  if (draft.error) {
    return <QueryFailure error={draft.error} again={() => void draft.refetch()} />;
  }
  if (!draft.data) {
    return (
      <div role="status">
        <Text size="sm" c="var(--muted)">
          {texts.asking}
        </Text>
        <Skeleton height={160} />
      </div>
    );
  }
  const { command, document, missing } = draft.data;
  return (
    <Stack gap="sm">
      {missing.length > 0 && (
        <Text size="sm" c="var(--tone-warning)" role="status">
          {texts.missing(missing.join(', '))}
        </Text>
      )}
      <section aria-label={texts.sameAs}>
        <Text component="h3" fw={600} m={0}>
          {texts.sameAs}
        </Text>
        <Text size="sm" c="var(--muted)">
          {texts.noPassword}
        </Text>
        <Copied name={texts.document} text={document} />
        <Copied name={texts.command} text={command} />
      </section>
    </Stack>
  );
}

function Copied({ name, text }: { name: string; text: string }) {
  return (
    <div className={names.written}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={500}>
          {name}
        </Text>
        <CopyButton text={text} />
      </Group>
      <Code block c="inherit" tabIndex={0} role="region" aria-label={name} className={names.code} dir="auto">
        {text}
      </Code>
    </div>
  );
}

