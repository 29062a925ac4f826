import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type RefObject } from 'react';
import { useFormContext } from 'react-hook-form';
import { Refusal } from '../api/client';
import type { Problem } from '../api/types';
import { createTexts as texts } from '../texts/create';
import type { Values } from './form';
import { fieldOf, stepOf, type Step } from './steps';
import type { Save, Wish, Wrong } from './save';

/** Somebody else was faster. */
const CHANGED = new Set(['GW-0204', 'GW-0256']);

interface Props {
  save: Save;
  step: Step;
  go: (step: Step) => void;
  mine: (wish: Wish) => void;
  theirs: (() => void) | undefined;
  leaving: RefObject<boolean>;
}

/** Why it was not saved, or saved and not begun; what was typed is still there. */
export function Trouble({ save, step, go, mine, theirs, leaving }: Props) {
  const { wrong } = save;
  const form = useFormContext<Values>();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [wrong]);
  if (!wrong) {
    return null;
  }
  const problem = wrong.error instanceof Refusal ? wrong.error.problem : undefined;
  const field = problem && !wrong.saved ? fieldOf(problem, form.getValues('parallelism')) : undefined;
  return (
    <Alert
      ref={box}
      tabIndex={-1}
      role="alert"
      title={wrong.saved ? texts.savedNotDone.title(wrong.saved.name) : texts.refusedTitle}
      styles={{ root: { background: 'var(--tone-bad-ground)', color: 'var(--tone-bad)' }, title: { color: 'inherit' } }}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm" c="var(--tone-bad)" className="wrap">
          {words(problem, wrong)} {problem && <span style={{ whiteSpace: 'nowrap' }}>({problem.code})</span>}
        </Text>
        <Group gap="xs">
          {field && (
            <Button size="compact-sm" variant="outline" color="var(--tone-bad)" onClick={() => (stepOf(field) === step ? form.setFocus(field) : go(stepOf(field)))}>
              {stepOf(field) === step ? texts.goToField : texts.goTo(texts.steps[stepOf(field)])}
            </Button>
          )}
          {problem && CHANGED.has(problem.code) && theirs && (
            <>
              <Button size="compact-sm" variant="outline" color="var(--tone-bad)" onClick={() => mine(wrong.wish)}>
                {texts.changed.mine}
              </Button>
              <Button
                size="compact-sm"
                variant="outline"
                color="var(--tone-bad)"
                onClick={() => {
                  leaving.current = true;
                  theirs();
                }}
              >
                {texts.changed.theirs}
              </Button>
            </>
          )}
          {wrong.saved && (
            <Anchor
              size="sm"
              c="var(--tone-bad)"
              underline="always"
              onClick={() => (leaving.current = true)}
              renderRoot={(props) => <Link {...props} to="/jobs/$job" params={{ job: wrong.saved!.id }} />}
            >
              {texts.savedNotDone.open}
            </Anchor>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}

function words(problem: Problem | undefined, { saved }: Wrong): string {
  if (!problem) {
    return texts.unsure;
  }
  // What is next on the command line is another thing here.
  const next = saved && problem.passwordNeeded ? texts.savedNotDone.password : problem.next;
  return `${problem.title}: ${problem.found}. ${next}`;
}
