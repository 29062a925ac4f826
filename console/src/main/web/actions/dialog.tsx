import { Alert, Button, Group, Modal, PasswordInput, SegmentedControl, Skeleton, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, good, Refusal } from '../api/client';
import { useOnce } from '../api/once';
import type { ActionRequest, JobView, PreviewView } from '../api/types';
import '../app/more-styles';
import { texts } from '../app/texts';
import { Facts } from './facts';
import { DESTROYS, HARMLESS, label, SWITCHES, word, type Action } from './kinds';

type Mode = 'auto' | 'normal' | 'force';

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
  });
  const subject = database ?? job.name;
  return (
    <Modal opened onClose={close} title={texts.actions.title[action](subject)} size="lg" closeButtonProps={{ 'aria-label': texts.actions.close }}>
      <Stack gap="md">
        <Text size="sm">{texts.actions.explains[action]}</Text>
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
  });
  const problem = act.error instanceof Refusal ? act.error.problem : undefined;
  const overridable = inSpite || (SWITCHES.has(action) && problem !== undefined && problem.passwordNeeded === undefined);
  const mustType = inSpite || (preview?.loses ?? false);
  const ready = preview?.allowed === true && (!mustType || typed === subject);
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
        if (ready) {
          submit(false);
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
        <Button variant="default" onClick={close} data-autofocus>
          {texts.actions.keep[action] ?? texts.actions.cancel}
        </Button>
        {overridable && (
          <Button color="red" disabled={reason.trim() === '' || !ready} loading={act.isPending} onClick={() => submit(true)}>
            {texts.actions.promoteAnyway}
          </Button>
        )}
        {!inSpite && <Button type="submit" color={DESTROYS.has(action) ? 'red' : undefined} disabled={!ready} loading={act.isPending}>
          {HARMLESS.has(action) ? label(action) : (texts.actions.confirm[action] ?? label(action))}
        </Button>}
      </Group>
    </Stack>
  );
}

/** A refusal changed nothing; it says what to do. */
export function Problem({ error }: { error: Error }) {
  const problem = error instanceof Refusal ? error.problem : undefined;
  return (
    <Alert
      role="alert"
      title={problem ? `${problem.title} (${problem.code})` : texts.signIn.unreachable}
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
