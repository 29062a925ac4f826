import { Alert, Button, Group, Modal, PasswordInput, SegmentedControl, Skeleton, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { client, good, Refusal } from '../api/client';
import { useOnce } from '../api/once';
import type { ActionRequest, JobView, PreviewView } from '../api/types';
import { BusyButton } from '../app/busy-button';
import '../app/more-styles';
import { bytes, duration } from '../app/format';
import { texts } from '../app/texts';
import { Facts } from './facts';
import { DESTROYS, SWITCHES, word, type Action } from './kinds';
import { confirm, explain, gapOf, type Mode } from './words';

/** The code of the one refusal that a person may overrule at once: the target has not caught up. */
const BEHIND = 'GW-0406';

const ASK_EVERY_MS = 5000;

interface Props {
  action: Action;
  job: JobView;
  /** Its name on the source, when it is about one alone. */
  database?: string | undefined;
  /** Of a switch: whether it leaves a way back. */
  fallback?: boolean | undefined;
  /** Of a switch: in spite of what speaks against it, for a reason. */
  inSpite?: boolean | undefined;
  close: () => void;
}

/** What is asked before something is done: what it would do, in the server's numbers, and the name where something is lost. */
export default function ActionDialog({ action, job, database, fallback, inSpite, close }: Props) {
  const [mode, setMode] = useState<Mode>('auto');
  const preview = useQuery({
    queryKey: ['preview', job.id, action, database, mode],
    queryFn: () =>
      good(
        client.GET('/api/v1/jobs/{job}/actions/{action}/preview', {
          params: { path: { job: job.id, action: word(action) }, query: { database: database ? [database] : undefined, mode } },
        }),
      ),
    staleTime: 0,
    gcTime: 0,
    // What was seen last is cheap to tell; all else is asked of both servers.
    refetchInterval: DESTROYS.has(action) ? false : ASK_EVERY_MS,
  });
  const subject = database ?? job.name;
  return (
    <Modal opened onClose={close} title={texts.actions.title[action](subject)} size="lg" closeButtonProps={{ 'aria-label': texts.actions.close }}>
      <Stack gap="md">
        <Text size="sm">{explain(action, job, mode)}</Text>
        {action === 'END' && (
          <SegmentedControl
            value={mode}
            onChange={(next) => setMode(next as Mode)}
            data={(['auto', 'normal', 'force'] as const).map((each) => ({ value: each, label: texts.actions.modes[each] }))}
            aria-label={texts.actions.modeLabel}
          />
        )}
        {preview.error && <Problem error={preview.error} />}
        {preview.isPending && (
          <div role="status">
            <Text size="sm" c="var(--muted)" mb="xs">
              {texts.actions.asking}
            </Text>
            <Skeleton height={70} />
          </div>
        )}
        {preview.data && <Facts preview={preview.data} />}
        <Decide key={mode} action={action} job={job} database={database} fallback={fallback} inSpite={inSpite} mode={mode} preview={preview.data} subject={subject} close={close} />
      </Stack>
    </Modal>
  );
}

interface Decision extends Props {
  mode: Mode;
  preview: PreviewView | undefined;
  subject: string;
}

function Decide({ action, job, database, fallback, inSpite, mode, preview, subject, close }: Decision) {
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const safe = useRef<HTMLButtonElement>(null);
  const [passwords, setPasswords] = useState<{ sourcePassword?: string; targetPassword?: string }>({});
  const act = useOnce({
    mutationFn: (body: ActionRequest) =>
      good(
        client.POST('/api/v1/jobs/{job}/actions/{action}', {
          params: { path: { job: job.id, action: word(action) }, header: { 'Request-Id': crypto.randomUUID() } },
          body,
        }),
      ),
    onSuccess: close,
    // The button that was pressed is off for a moment, and the focus lost with it.
    onError: () => safe.current?.focus(),
  });
  const gap = gapOf(action, job, database);
  const problem = act.error instanceof Refusal ? act.error.problem : undefined;
  const overridable = inSpite || (SWITCHES.has(action) && problem?.code === BEHIND);
  const mustType = overridable || (preview?.loses ?? false);
  const ready = preview?.allowed === true && (!mustType || typed === subject);
  // What was refused may be tried again as it was, when the target has caught up.
  const readyAgain = preview?.allowed === true && (!preview.loses || typed === subject);
  const submit = (override: boolean) =>
    act.mutate({
      ...passwords,
      databases: database ? [database] : undefined,
      mode: action === 'END' || action === 'DELETE' ? mode : undefined,
      override: override ? { reason } : undefined,
      fallback: fallback || undefined,
    });
  return (
    <Stack
      component="form"
      gap="md"
      onSubmit={(event) => {
        event.preventDefault();
        if (inSpite ? ready && reason.trim() !== '' : readyAgain) {
          submit(inSpite === true);
        }
      }}
    >
      {act.error && <Problem error={act.error} />}
      {problem?.passwordNeeded?.map((side) => {
        const key = side === 'SOURCE' ? 'sourcePassword' : 'targetPassword';
        return (
          <PasswordInput
            key={side}
            label={texts.actions.password[side]}
            autoComplete="off"
            value={passwords[key] ?? ''}
            onChange={(event) => setPasswords({ ...passwords, [key]: event.currentTarget.value })}
          />
        );
      })}
      {overridable && <Gap action={action} gap={gap} />}
      {overridable && (
        <Textarea label={texts.actions.reason} description={texts.actions.reasonHint} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      )}
      {mustType && (
        <TextInput
          label={texts.actions.typeName(subject)}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <Group justify="flex-end" gap="xs">
        <Button ref={safe} variant="default" onClick={close} data-autofocus>
          {texts.actions.keep[action] ?? texts.actions.cancel}
        </Button>
        {overridable && (
          <BusyButton color="red" disabled={reason.trim() === '' || !ready} busy={act.isPending} onClick={() => submit(true)}>
            {(gap ? texts.actions.withGap : texts.actions.anyway)[action]}
          </BusyButton>
        )}
        {!inSpite && (
          <BusyButton type="submit" color={DESTROYS.has(action) ? 'red' : undefined} disabled={!readyAgain} busy={act.isPending}>
            {confirm(action, mode)}
          </BusyButton>
        )}
      </Group>
    </Stack>
  );
}

/** What is left behind by whoever does it all the same. */
function Gap({ action, gap }: { action: Action; gap: JobView['lag'] }) {
  return (
    <Text size="sm" c="var(--tone-bad)">
      <Text span size="sm" fw={600}>
        {(gap && texts.actions.gap[action]?.(duration(gap.lagMs), bytes(gap.lagBytes))) ?? texts.actions.inSpite}
      </Text>{' '}
      {gap && texts.actions.gapMeans[action]}
    </Text>
  );
}

/** A refusal changed nothing; it says what to do. */
export function Problem({ error }: { error: Error }) {
  const problem = error instanceof Refusal ? error.problem : undefined;
  return (
    <Alert
      role="alert"
      title={problem ? `${problem.title} (${problem.code})` : texts.broken.unreachable}
      styles={{ root: { background: 'var(--tone-bad-ground)', color: 'var(--tone-bad)' }, title: { color: 'inherit' } }}
    >
      {problem && (
        <Text size="sm" c="var(--tone-bad)">
          {problem.found}. {problem.next}
        </Text>
      )}
    </Alert>
  );
}
