import { Anchor, Stack, Stepper } from '@mantine/core';
import { zodResolver } from '@hookform/resolvers/zod';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { FormProvider, useForm, useWatch, type FieldErrors } from 'react-hook-form';
import { useObstacle } from '../actions/me';
import type { JobView } from '../api/types';
import { useTabConnection } from '../app/connection';
import { PageTitle } from '../app/page-title';
import { StaleBanner } from '../app/stale';
import { createTexts as texts } from '../texts/create';
import { Footer } from './footer';
import { chosen, fromRequest, type Values } from './form';
import { useKept } from './kept';
import { Leave } from './leave';
import { ObjectsStep } from './objects';
import { OptionsStep } from './options';
import names from './page.module.css';
import { PlaceStep } from './place';
import { ReviewStep } from './review';
import { schema } from './schema';
import { fieldOf, stepOf, STEPS, type Step } from './steps';
import { useSave, type Wish } from './save';
import { Trouble } from './trouble';

interface Props {
  /** Which is edited; none for a new one. */
  job?: JobView;
  step: Step;
  go: (step: Step) => void;
  /** Reads it again. */
  again?: () => void;
}

/** Five steps of one form: they can be gone in any order, and nothing is made before the last. */
export function Wizard({ job, step, go, again }: Props) {
  const [base] = useState(() => fromRequest(job?.settings ?? {}));
  const form = useForm<Values>({ defaultValues: base, resolver: zodResolver(schema), mode: 'onTouched' });
  const connection = useTabConnection();
  const obstacle = useObstacle(connection.kind !== 'live');
  const navigate = useNavigate();
  const leaving = useKept(job ? `${job.id} ${job.version}` : 'new', form);
  const save = useSave(job);
  const heading = useHeadingOf(step);

  const submit = (wish: Wish, overwrite = false) =>
    form.handleSubmit(
      async (values) => {
        const done = await save.save(values, wish, overwrite);
        if (done.problem) {
          const field = fieldOf(done.problem, values.parallelism);
          if (field) {
            form.setError(field, { message: `${done.problem.found}. ${done.problem.next}` });
            go(stepOf(field));
          }
        } else if (done.view) {
          leaving.current = true;
          void navigate({ to: '/jobs/$job', params: { job: done.view.id }, search: wish === 'validate' ? { tab: 'validation' } : {} });
        }
      },
      (errors) => go(firstWrong(errors)),
    )();

  return (
    <>
      <StaleBanner connection={connection} />
      <FormProvider {...form}>
        <Stack className={names.page} gap="lg">
          <Stack gap={6}>
            {job ? (
              <Anchor renderRoot={(props) => <Link {...props} to="/jobs/$job" params={{ job: job.id }} />} size="sm" w="fit-content">
                {texts.backTo(job.name)}
              </Anchor>
            ) : (
              <Anchor component={Link} to="/" size="sm" w="fit-content">
                {texts.back}
              </Anchor>
            )}
            <PageTitle>
              {job ? texts.editTitle(job.name) : texts.title}
            </PageTitle>
          </Stack>
          <Steps step={step} go={go} wrong={new Set(Object.keys(form.formState.errors).map(stepOf))} />
          <Trouble save={save} step={step} go={go} mine={(wish) => void submit(wish, true)} theirs={again} leaving={leaving} />
          <div ref={heading} tabIndex={-1} className={names.step} role="group" aria-label={texts.stepOf(STEPS.indexOf(step) + 1, texts.steps[step])}>
            {step === 'objects' ? (
              <ObjectsStep />
            ) : step === 'options' ? (
              <OptionsStep />
            ) : step === 'review' ? (
              <ReviewStep before={job?.settings} />
            ) : (
              <PlaceStep key={step} side={step} obstacle={obstacle} />
            )}
          </div>
          <Footer step={step} go={go} job={job} obstacle={obstacle} save={save} submit={(wish) => void submit(wish)} />
        </Stack>
      </FormProvider>
      <Leave dirty={form.formState.isDirty} leaving={leaving} />
    </>
  );
}

function firstWrong(errors: FieldErrors<Values>): Step {
  const wrong = new Set(Object.keys(errors).map(stepOf));
  return STEPS.find((each) => wrong.has(each)) ?? 'review';
}

/** Whoever goes a step on by keyboard or hears the page begins at the step, not at the end of the last one. */
function useHeadingOf(step: Step) {
  const ref = useRef<HTMLDivElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== step) {
      before.current = step;
      ref.current?.focus({ preventScroll: true });
      window.scrollTo({ top: 0 });
    }
  }, [step]);
  return ref;
}

function Steps({ step, go, wrong }: { step: Step; go: (step: Step) => void; wrong: ReadonlySet<Step> }) {
  const [source, target] = useWatch<Values, ['source', 'target']>({ name: ['source', 'target'] });
  const open = (each: Step) => wrong.has(each) || (each === 'source' && !chosen(source)) || (each === 'target' && !chosen(target));
  return (
    <nav aria-label={texts.stepsLabel}>
      <Stepper active={STEPS.indexOf(step)} onStepClick={(index) => go(STEPS[index]!)} size="sm" wrap={false} className={names.steps}>
        {STEPS.map((each, index) => (
          <Stepper.Step
            key={each}
            label={
              <>
                {texts.steps[each]}
                {wrong.has(each) && <span className="visually-hidden">, {texts.wrong}</span>}
              </>
            }
            aria-current={each === step ? 'step' : undefined}
            completedIcon={open(each) ? index + 1 : undefined}
            color={wrong.has(each) ? 'red' : open(each) && each !== step ? 'gray' : undefined}
          />
        ))}
      </Stepper>
    </nav>
  );
}
