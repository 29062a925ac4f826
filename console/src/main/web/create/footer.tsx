import { Button, Group, Text } from '@mantine/core';
import { useWatch } from 'react-hook-form';
import type { JobView } from '../api/types';
import { BusyButton } from '../app/busy-button';
import { Offer } from '../app/offer';
import { createTexts as texts } from '../texts/create';
import { chosen, type Values } from './form';
import names from './page.module.css';
import type { Save, Wish } from './save';
import { STEPS, type Step } from './steps';

interface Props {
  step: Step;
  go: (step: Step) => void;
  job: JobView | undefined;
  obstacle: string | undefined;
  save: Save;
  submit: (wish: Wish) => void;
}

/** To and fro, and at the end what is to become of it; a draft can be saved at any step. */
export function Footer({ step, go, job, obstacle, save, submit }: Props) {
  const index = STEPS.indexOf(step);
  const before = STEPS[index - 1];
  const after = STEPS[index + 1];
  const [source, target] = useWatch<Values, ['source', 'target']>({ name: ['source', 'target'] });
  const open = [!chosen(source) && texts.steps.source, !chosen(target) && texts.steps.target].filter((each) => typeof each === 'string');
  const incomplete = obstacle ?? (open.length > 0 ? texts.review.notYet(open.join(', ')) : undefined);
  return (
    <div className={names.footer}>
      {before && (
        <Button variant="default" onClick={() => go(before)}>
          {texts.previous}
        </Button>
      )}
      <Text size="sm" c="var(--muted)" role="status" ml="auto">
        {save.pending && texts.saving[save.pending]}
      </Text>
      <Group gap="xs" justify="flex-end">
        <WishButton wish="save" words={job && job.status !== 'DRAFT' ? texts.save : texts.saveDraft} off={obstacle} save={save} submit={submit} />
        {after ? (
          <Button onClick={() => go(after)}>{texts.next(texts.steps[after])}</Button>
        ) : (
          <>
            <WishButton wish="validate" words={texts.validateOnly} off={incomplete} save={save} submit={submit} />
            <WishButton wish="start" words={job ? texts.saveAndStart : texts.createAndStart} off={incomplete} save={save} submit={submit} />
          </>
        )}
      </Group>
    </div>
  );
}

function WishButton({ wish, words, off, save, submit }: { wish: Wish; words: string; off: string | undefined; save: Save; submit: (wish: Wish) => void }) {
  return (
    <Offer obstacle={off}>
      {(props) => (
        <BusyButton
          {...props}
          variant={wish === 'start' ? 'filled' : 'default'}
          busy={save.pending === wish}
          onClick={() => off === undefined && save.pending === undefined && submit(wish)}
        >
          {words}
        </BusyButton>
      )}
    </Offer>
  );
}
