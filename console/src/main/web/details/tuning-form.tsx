import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import { useObstacle } from '../actions/me';
import { client, good, Refusal } from '../api/client';
import { useOnce } from '../api/once';
import type { JobRequest, JobView } from '../api/types';
import { BusyButton } from '../app/busy-button';
import { Refused } from '../app/refused';
import { texts as common } from '../app/texts';
import { fromRequest, type Values } from '../create/form';
import { Labels, Speed } from '../create/options';
import { schema } from '../create/schema';
import { tuningTexts as texts } from '../texts/tuning';
import { otherwise, patch, type LiveKey } from './tuning';

/** Somebody was faster than between our look and our change. */
const CHANGED = new Set(['GW-0204', 'GW-0256']);

/** Somebody else's settings, which nobody is to overwrite unseen. */
class Conflict extends Error {
  constructor(
    readonly now: JobView,
    readonly keys: LiveKey[],
  ) {
    super('changed meanwhile');
  }
}

/** Parallelism, limits and labels; what was typed stays whatever the server says. */
export function Tuning({ job, view, stale }: { job: JobView; view: JobView; stale: boolean }) {
  const [base, setBase] = useState(job);
  const queries = useQueryClient();
  const form = useForm<Values>({ defaultValues: fromRequest(base.settings), resolver: zodResolver(schema), mode: 'onTouched' });
  const values = useWatch({ control: form.control }) as Values;
  const begun = fromRequest(base.settings);
  const change = patch(base.settings, values, begun);
  const adopt = (now: JobView) => {
    setBase(now);
    form.reset(fromRequest(now.settings));
    queries.setQueryData(['settings', job.id], now);
  };
  const save = useOnce({ mutationFn: (over: boolean) => put(base, patch(base.settings, form.getValues(), begun), over), onSuccess: adopt });
  const reason = useObstacle(stale) ?? view.unavailableActions.find((each) => each.action === 'EDIT')?.reason;
  const touched = Object.keys(change).length > 0;
  const off = reason ?? (touched ? undefined : texts.unchanged);
  const submit = form.handleSubmit(() => off === undefined && save.mutate(false));
  return (
    <FormProvider {...form}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md" maw={760}>
          <div>
            <Title order={2} size="h5">
              {texts.title}
            </Title>
            <Text size="sm" c="var(--muted)">
              {texts.hint} {texts.others}
            </Text>
          </div>
          <Speed />
          <Labels />
          {save.error instanceof Conflict ? (
            <Changed conflict={save.error} mine={() => save.mutate(true)} theirs={() => (adopt((save.error as Conflict).now), save.reset())} />
          ) : (
            save.error && <Refused error={save.error} />
          )}
          <Group gap="sm">
            <BusyButton type="submit" busy={save.isPending} aria-disabled={off !== undefined || undefined} data-disabled={off !== undefined || undefined}>
              {texts.save}
            </BusyButton>
            {touched && (
              <Button variant="default" onClick={() => (form.reset(begun), save.reset())}>
                {texts.reset}
              </Button>
            )}
            <Text size="sm" c="var(--muted)" role="status">
              {save.isSuccess && !touched ? texts.saved : off}
            </Text>
          </Group>
        </Stack>
      </form>
    </FormProvider>
  );
}

/** Its version grows with each step of a job; only other settings are a conflict. */
async function put(base: JobView, body: object, over: boolean, tries = 5): Promise<JobView> {
  const path = { job: base.id };
  const now = await good(client.GET('/api/v1/jobs/{job}', { params: { path } }));
  const others = otherwise(base.settings, now.settings);
  if (others.length > 0 && !over) {
    throw new Conflict(now, others);
  }
  try {
    return await good(
      client.PATCH('/api/v1/jobs/{job}', {
        params: { path, header: { 'If-Match': `"${now.version}"`, 'Request-Id': crypto.randomUUID() } },
        body: body as JobRequest,
        headers: { 'Content-Type': 'application/merge-patch+json' },
      }),
    );
  } catch (error) {
    // The job took a step just then.
    if (tries > 1 && error instanceof Refusal && CHANGED.has(error.problem?.code ?? '')) {
      return put(base, body, over, tries - 1);
    }
    throw error;
  }
}

function Changed({ conflict, mine, theirs }: { conflict: Conflict; mine: () => void; theirs: () => void }) {
  const said = (key: LiveKey) => {
    const value = conflict.now.settings[key];
    return value === undefined ? texts.byDefault : typeof value === 'string' ? value : JSON.stringify(value);
  };
  return (
    <Alert
      role="alert"
      title={texts.conflictTitle}
      closeButtonLabel={common.actions.close}
      styles={{ root: { background: 'var(--tone-warning-ground)', color: 'var(--tone-warning)' }, title: { color: 'inherit' } }}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm" c="var(--tone-warning)">
          {texts.conflict}
        </Text>
        {conflict.keys.map((key) => (
          <Text key={key} size="sm" c="var(--tone-warning)" className="wrap">
            {texts.keys[key]}: {said(key)}
          </Text>
        ))}
        <Group gap="xs">
          <Button size="compact-sm" variant="outline" color="var(--tone-warning)" onClick={mine}>
            {texts.mine}
          </Button>
          <Button size="compact-sm" variant="outline" color="var(--tone-warning)" onClick={theirs}>
            {texts.theirs}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
