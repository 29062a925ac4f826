import { Button, Checkbox, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client, good, Refusal } from '../api/client';
import { present } from '../api/job';
import { useOnce } from '../api/once';
import type { JobView, VerificationView } from '../api/types';
import '../app/more-styles';
import { count } from '../app/format';
import { Refused } from '../app/refused';
import { texts as common } from '../app/texts';
import { createTexts } from '../texts/create';
import { verificationTexts as texts } from '../texts/verification';
import type { Asked } from './tab';
import { isAmount, NOTHING_WANTED, request, type Wanted } from './words';

interface Props {
  view: JobView;
  asked: Asked;
  close: () => void;
  begun: (verifications: VerificationView[]) => void;
}

/** What is verified and how, or what is copied again; a repair is asked for in the numbers that were found. */
export default function BeginDialog({ view, asked: { repairs }, close, begun }: Props) {
  const [wanted, setWanted] = useState<Wanted>(() => first(repairs));
  const [passwords, setPasswords] = useState<{ sourcePassword?: string; targetPassword?: string }>({});
  const begin = useOnce({
    mutationFn: () =>
      good(
        client.POST('/api/v1/jobs/{job}/verify', {
          params: { path: { job: view.id }, header: { 'Request-Id': crypto.randomUUID() } },
          body: { ...request(wanted, repairs !== undefined), ...passwords },
        }),
      ),
    onSuccess: ({ items }) => {
      setPasswords({});
      begun(items);
      close();
    },
  });
  const problem = begin.error instanceof Refusal ? begin.error.problem : undefined;
  const ready = isAmount(wanted.rows) && isAmount(wanted.mib);
  return (
    <Modal opened onClose={close} size="lg" title={repairs ? texts.repairTitle : texts.title(view.name)} closeButtonProps={{ 'aria-label': common.actions.close }}>
      <Stack
        component="form"
        gap="md"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !begin.isPending) {
            begin.mutate();
          }
        }}
      >
        <Text size="sm">{repairs ? texts.repairExplains : texts.explains}</Text>
        {repairs?.result && <Lost result={repairs.result} />}
        {!repairs && <What view={view} wanted={wanted} change={setWanted} />}
        <Limits wanted={wanted} change={setWanted} />
        {!repairs && <More wanted={wanted} change={setWanted} />}
        {begin.error && <Refused error={begin.error} />}
        {problem?.passwordNeeded?.map((side) => {
          const key = side === 'SOURCE' ? 'sourcePassword' : 'targetPassword';
          return (
            <PasswordInput
              key={side}
              label={common.actions.password[side]}
              autoComplete="off"
              value={passwords[key] ?? ''}
              onChange={(event) => setPasswords({ ...passwords, [key]: event.currentTarget.value })}
            />
          );
        })}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            {texts.cancel}
          </Button>
          <Button type="submit" color={repairs ? 'red' : undefined} disabled={!ready} loading={begin.isPending}>
            {repairs ? texts.repair : texts.start}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** A repair is of what was verified, no more. */
function first(repairs: VerificationView | undefined): Wanted {
  return repairs
    ? { ...NOTHING_WANTED, databases: [repairs.database], tables: repairs.scope.tables.join(', '), excludeTables: repairs.scope.excludeTables.join(', ') }
    : NOTHING_WANTED;
}

function Lost({ result }: { result: NonNullable<VerificationView['result']> }) {
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {texts.repairCounts(count(result.missing), count(result.extra), count(result.changed))}
      </Text>
      {result.extra > 0 && (
        <Text size="sm" c="var(--tone-bad)">
          {texts.lost(count(result.extra))}
        </Text>
      )}
    </Stack>
  );
}

interface Part {
  wanted: Wanted;
  change: (wanted: Wanted) => void;
}

function What({ view, wanted, change }: Part & { view: JobView }) {
  const databases = present(view);
  return (
    <>
      {databases.length > 1 && (
        <Checkbox.Group label={texts.databases} value={wanted.databases.length > 0 ? wanted.databases : databases.map((each) => each.source)} onChange={(chosen) => change({ ...wanted, databases: chosen })}>
          <Stack gap={6} mt={6} mah={160} style={{ overflowY: 'auto' }}>
            {databases.map((each) => (
              <Checkbox key={each.id} value={each.source} label={each.source} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      <TextInput label={texts.tables} description={texts.tablesHint} autoComplete="off" value={wanted.tables} onChange={(event) => change({ ...wanted, tables: event.currentTarget.value })} />
      <TextInput label={texts.excludeTables} autoComplete="off" value={wanted.excludeTables} onChange={(event) => change({ ...wanted, excludeTables: event.currentTarget.value })} />
    </>
  );
}

function Limits({ wanted, change }: Part) {
  const wrong = (text: string) => (isAmount(text) ? undefined : createTexts.errors.amount);
  return (
    <Group gap="sm" align="flex-start">
      <TextInput label={texts.rowsPerSecond} description={texts.limitHint} inputMode="numeric" value={wanted.rows} error={wrong(wanted.rows)} onChange={(event) => change({ ...wanted, rows: event.currentTarget.value })} />
      <TextInput label={texts.mibPerSecond} description={texts.limitHint} inputMode="decimal" value={wanted.mib} error={wrong(wanted.mib)} onChange={(event) => change({ ...wanted, mib: event.currentTarget.value })} />
    </Group>
  );
}

function More({ wanted, change }: Part) {
  return (
    <>
      <Checkbox label={texts.values} description={texts.valuesHint} checked={wanted.values} onChange={(event) => change({ ...wanted, values: event.currentTarget.checked })} />
      <Checkbox label={texts.continuous} description={texts.continuousHint} checked={wanted.continuous} onChange={(event) => change({ ...wanted, continuous: event.currentTarget.checked })} />
    </>
  );
}
