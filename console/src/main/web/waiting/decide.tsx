import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { client, good } from '../api/client';
import { useOnce } from '../api/once';
import type { DatabaseView, JobView, WaitingView } from '../api/types';
import '../app/more-styles';
import { bytes } from '../app/format';
import { Refused } from '../app/refused';
import { texts as common } from '../app/texts';
import { waitingTexts as texts } from '../texts/waiting';
import { nameOf, type Choice } from './choices';

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
  const decide = useOnce({
    mutationFn: () =>
      good(
        client.POST('/api/v1/jobs/{job}/databases/{database}/waiting', {
          params: { path: { job: view.id, database: database.source }, header: { 'Request-Id': crypto.randomUUID() } },
          body: { schema: table.schema, table: table.table, decision: choice, statement: choice === 'apply' ? statement : undefined },
        }),
      ),
    onSuccess: close,
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
          {table.reason}
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
            label={texts.statement}
            description={texts.statementHint}
            autosize
            minRows={3}
            maxRows={12}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            value={statement}
            onChange={(event) => setStatement(event.currentTarget.value)}
          />
        )}
        {decide.error && <Refused error={decide.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            {texts.cancel}
          </Button>
          <Button type="submit" color={choice === 'exclude' ? 'red' : undefined} disabled={!ready} loading={decide.isPending}>
            {texts.confirm[choice]}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
