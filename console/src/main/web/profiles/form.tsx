import { Button, Group, Stack } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { FormProvider, type UseFormReturn } from 'react-hook-form';
import { useObstacle } from '../actions/me';
import { client, good, Refusal } from '../api/client';
import { useOnce } from '../api/once';
import type { ProfileRequest, ProfileView } from '../api/types';
import { BusyButton } from '../app/busy-button';
import names from '../app/listing.module.css';
import { Offer } from '../app/offer';
import { Refused } from '../app/refused';
import { words } from '../texts/profiles';
import { requestOf, SECRETS, type Draft } from './draft';
import { ServerPart, TlsPart, TunnelPart } from './parts';
import { fieldOf } from './refusals';
import { TestResult } from './test-result';

interface Props {
  form: UseFormReturn<Draft>;
  /** The profile that is changed; undefined for a new one. */
  saved?: ProfileView;
  stale: boolean;
  save: (request: ProfileRequest) => Promise<ProfileView>;
  /** After it is kept. */
  done: (profile: ProfileView) => void;
  cancel: () => void;
  /** What is to be known before anything is saved. */
  notice?: ReactNode;
  /** Whether the notice says all that this refusal does, and more. */
  noticed?: (error: Error) => boolean;
}

/** What a person writes of a profile. Nothing typed is lost by an error, and no secret outlives a success. */
export function ProfileForm({ form, saved, stale, save, done, cancel, notice, noticed }: Props) {
  const obstacle = useObstacle(stale);
  const top = useRef<HTMLDivElement>(null);
  const refused = (error: Error) => point(form, error);
  // Without variables: those of a mutation are kept for a while, and these hold passwords.
  const saving = useOnce({
    mutationFn: () => save(requestOf(form.getValues())),
    onSuccess: (profile) => {
      SECRETS.forEach((name) => form.resetField(name));
      done(profile);
    },
    onError: refused,
  });
  const test = useOnce({ mutationFn: () => tryOut(form.getValues(), saved), onError: refused });
  const refusal = saving.error ?? test.error;
  const atField = refusal instanceof Refusal && refusal.problem !== undefined && fieldOf(refusal.problem, form.getValues()) !== undefined;
  const above = refusal && !atField;
  // Whoever pressed the button below would not see it.
  useEffect(() => {
    if (above) {
      top.current?.focus();
    }
  }, [above]);
  const submit = form.handleSubmit(() => {
    test.reset();
    saving.mutate();
  });
  const tryIt = form.handleSubmit(
    () => {
      saving.reset();
      test.mutate();
    },
    // A name may come later.
    (errors) => Object.keys(errors).every((field) => field === 'name') && (form.clearErrors(), test.mutate()),
  );
  return (
    <FormProvider {...form}>
      <form onSubmit={(event) => void submit(event)} noValidate aria-label={words.formLabel}>
        <Stack gap="lg">
          <div ref={top} tabIndex={-1} className={names.top}>
            {notice}
            {above && !noticed?.(refusal) && <Refused error={refusal} />}
          </div>
          <ServerPart saved={saved} />
          <TlsPart saved={saved} />
          <TunnelPart saved={saved} />
          {test.data && <TestResult result={test.data} />}
          <Group gap="xs" justify="flex-end">
            <Offer obstacle={obstacle}>
              {(off) => (
                <BusyButton {...off} variant="default" mr="auto" busy={test.isPending} onClick={() => obstacle === undefined && void tryIt()}>
                  {words.test}
                </BusyButton>
              )}
            </Offer>
            <Button variant="default" onClick={cancel}>
              {words.cancel}
            </Button>
            <Offer obstacle={obstacle}>
              {(off) => (
                <BusyButton {...off} type={obstacle === undefined ? 'submit' : 'button'} busy={saving.isPending}>
                  {saved ? words.save : words.create}
                </BusyButton>
              )}
            </Offer>
          </Group>
        </Stack>
      </form>
    </FormProvider>
  );
}

/** Says at the field what is wrong with it. */
function point(form: UseFormReturn<Draft>, error: Error): void {
  const problem = error instanceof Refusal ? error.problem : undefined;
  const field = problem && fieldOf(problem, form.getValues());
  if (field) {
    form.setError(field, { message: words.atField(problem) }, { shouldFocus: true });
  }
}

function tryOut(draft: Draft, saved: ProfileView | undefined) {
  const body = requestOf(draft);
  return good(
    client.POST('/api/v1/profiles/test', {
      params: { query: { profile: saved?.id } },
      body: { ...body, name: body.name || words.testedName },
    }),
  );
}
