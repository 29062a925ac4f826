import { Button, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { client, good } from '../api/client';
import { useOnce } from '../api/once';
import type { BatchResult, JobListItem } from '../api/types';
import { IconAlertOctagon, IconCircleCheck } from '../app/icons';
import '../app/more-styles';
import { texts } from '../app/texts';
import { Problem } from './dialog';
import { DESTROYS, label, SWITCHES, word, type Action } from './kinds';
import { Outlook } from './outlook';

/** Each of them asks both of its servers. */
const MOST = 50;

/** One action for many jobs: who can and who can't before, and what came of each after. */
export default function BatchDialog({ action, jobs, close }: { action: Action; jobs: JobListItem[]; close: () => void }) {
  const [typed, setTyped] = useState('');
  const can = jobs.filter((job) => job.availableActions.includes(action));
  const cannot = jobs.filter((job) => !job.availableActions.includes(action));
  const act = useOnce({
    // The server decides once more: what can't is refused by it, with its reason.
    mutationFn: () =>
      good(
        client.POST('/api/v1/jobs/actions/{action}', {
          params: { path: { action: word(action) }, header: { 'Request-Id': crypto.randomUUID() } },
          body: { jobs: jobs.map((job) => job.id) },
        }),
      ),
  });
  const asks = DESTROYS.has(action) || action === 'STOP' || SWITCHES.has(action);
  const told = asks && can.length <= MOST;
  const mustType = DESTROYS.has(action) && can.length > 0;
  const ready = can.length > 0 && (!mustType || typed === String(can.length));
  return (
    <Modal opened onClose={close} title={texts.batch.title(label(action), jobs.length)} size="lg" closeButtonProps={{ 'aria-label': texts.actions.close }}>
      {act.data ? (
        <Results result={act.data} close={close} />
      ) : (
        <Stack
          component="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) {
              act.mutate();
            }
          }}
        >
          <Text size="sm">{explains(action)}</Text>
          <Names title={texts.batch.will(label(action), can.length)} jobs={can} of={(job) => told && <Outlook action={action} job={job} />} />
          {asks && !told && (
            <Text size="sm" c="var(--tone-warning)">
              {texts.batch.notAsked(MOST)}
            </Text>
          )}
          <Names title={texts.batch.cannot(cannot.length)} jobs={cannot} of={(job) => `: ${job.state}`} />
          {act.error && <Problem error={act.error} />}
          {mustType && (
            <TextInput
              label={texts.batch.typeCount(can.length)}
              autoComplete="off"
              inputMode="numeric"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close} data-autofocus>
              {texts.actions.cancel}
            </Button>
            <Button type="submit" color={DESTROYS.has(action) ? 'red' : undefined} disabled={!ready} loading={act.isPending}>
              {texts.batch.confirm(label(action), can.length)}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

/** Ended in the way that suits each. */
function explains(action: Action): string {
  const words = texts.batch.explains[action] ?? texts.actions.explains[action];
  return action === 'END' ? `${words} ${texts.actions.modesExplain.auto}` : words;
}

function Names({ title, jobs, of }: { title: string; jobs: JobListItem[]; of: (job: JobListItem) => ReactNode }) {
  if (jobs.length === 0) {
    return null;
  }
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm" withPadding mah={220} style={{ overflowY: 'auto' }} tabIndex={0} aria-label={title}>
        {jobs.map((job) => (
          <List.Item key={job.id}>
            <Text span size="sm" fw={600} dir="auto">
              {job.name}
            </Text>
            {of(job)}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function Results({ result, close }: { result: BatchResult; close: () => void }) {
  return (
    <Stack>
      <Text size="sm" role="status">
        {texts.batch.result(result.done, result.refused)}
      </Text>
      <List size="sm" spacing={6} mah={320} style={{ overflowY: 'auto' }} tabIndex={0} aria-label={texts.batch.results}>
        {result.items.map((item) => (
          <List.Item
            key={item.job}
            icon={
              item.done ? (
                <IconCircleCheck size={17} color="var(--tone-good)" role="img" aria-label={texts.batch.done} />
              ) : (
                <IconAlertOctagon size={17} color="var(--tone-bad)" role="img" aria-label={texts.batch.refused} />
              )
            }
          >
            <Text size="sm" span fw={600}>
              {item.name}
            </Text>
            {item.state && ` ${item.state}`}
            {item.refusal && (
              <Text size="sm" c="var(--muted)">
                {item.refusal.found}. {item.refusal.next}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
      <Group justify="flex-end">
        <Button onClick={close} data-autofocus>
          {texts.actions.close}
        </Button>
      </Group>
    </Stack>
  );
}
