import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { client, good } from '../api/client';
import { useOnce } from '../api/once';
import type { DatabaseView, JobView, WaitingView } from '../api/types';
import '../app/more-styles';
import { bytes } from '../app/format';
import { Refused } from '../app/refused';
import { texts as common } from '../app/texts';
import { waitingTexts as texts } from '../texts/waiting';
import { nameOf, type Choice } from './choices';
import { outcome } from './outcome';

interface Props {
  choice: Choice;
  table: WaitingView;
  view: JobView;
  database: DatabaseView;
  close: () => void;
}

/** What a choice does, before it is made; what comes of it is told on the timeline. */
export default function DecideDialog({ choice, table, view, database, close }: Props) {
  const [statement, setStatement] = useState('');
  const name = nameOf(table);
  const retained = database.retention?.retainedBytes;
  const watch = useAbort();
  const field = useRef<HTMLTextAreaElement>(null);
  const decide = useOnce({
    mutationFn: async () => {
      const asked = await good(
        client.POST('/api/v1/jobs/{job}/databases/{database}/waiting', {
          params: { path: { job: view.id, database: database.source }, header: { 'Request-Id': crypto.randomUUID() } },
          body: { schema: table.schema, table: table.table, decision: choice, statement: choice === 'apply' ? statement : undefined },
        }),
      );
      // All else is told by the page; a statement that fails has to be mended here.
      return choice === 'apply' ? outcome({ job: view.id, database: database.source }, table, asked, watch()) : undefined;
    },
    onSuccess: (refused) => (refused === undefined ? close() : field.current?.focus()),
  });
  const ready = choice !== 'apply' || statement.trim() !== '';
  return (
    <Modal opened onClose={close} size="lg" title={texts.titles[choice](name)} closeButtonProps={{ 'aria-label': common.actions.close }}>
      <Stack
        component="form"
        gap="md"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !decide.isPending) {
            decide.mutate();
          }
        }}
      >
        <Text size="sm" className="wrap">
          {name} {table.reason}.
        </Text>
        <Text size="sm">{texts.explains[choice]}</Text>
        {choice === 'exclude' && (
          <Text size="sm" c="var(--tone-bad)" className="wrap">
            {texts.lost(name)}
          </Text>
        )}
        {retained !== undefined && <Text size="sm">{texts.retained(bytes(retained))}</Text>}
        {choice === 'apply' && (
          <Textarea
            ref={field}
            label={texts.statement}
            description={texts.statementHint(name)}
            autosize
            minRows={3}
            maxRows={12}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            value={statement}
            onChange={(event) => setStatement(event.currentTarget.value)}
          />
        )}
        {decide.data && <StillWaits why={decide.data} />}
        {choice === 'apply' && decide.isPending && (
          <Text size="sm" c="var(--muted)" role="status">
            {texts.runs}
          </Text>
        )}
        {decide.error && <Refused error={decide.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            {decide.isPending ? texts.leave : texts.cancel}
          </Button>
          <Button type="submit" color={choice === 'exclude' ? 'red' : undefined} disabled={!ready} loading={decide.isPending}>
            {texts.confirm[choice]}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** What was tried changed nothing, and can be mended: it still stands in the field. */
function StillWaits({ why }: { why: string }) {
  return (
    <Alert
      role="alert"
      title={texts.stillWaits}
      styles={{ root: { background: 'var(--tone-bad-ground)', color: 'var(--tone-bad)' }, title: { color: 'inherit' } }}
    >
      <Text size="sm" c="var(--tone-bad)" className="wrap">
        {why}
      </Text>
    </Alert>
  );
}

/** For what has to end with the dialog. */
function useAbort(): () => AbortSignal {
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);
  return () => (abort.current = new AbortController()).signal;
}
