import { useRef, useState } from 'react';
import { client, good, Refusal } from '../api/client';
import type { JobRequest, JobView, Problem } from '../api/types';
import { toRequest, type Values } from './form';

/** What is to happen beside saving. */
export type Wish = 'save' | 'validate' | 'start';

/** What went wrong, and with which wish. */
export interface Wrong {
  wish: Wish;
  error: Error;
  /** It is saved nevertheless. */
  saved: JobView | undefined;
}

interface Done {
  view?: JobView;
  problem?: Problem | undefined;
}

export interface Save {
  pending: Wish | undefined;
  wrong: Wrong | undefined;
  save: (values: Values, wish: Wish, overwrite: boolean) => Promise<Done>;
}

/** Saves the form as a new job or over one that is there; then what is wished for, if that is. */
export function useSave(job: JobView | undefined): Save {
  const [pending, setPending] = useState<Wish>();
  const [wrong, setWrong] = useState<Wrong>();
  const known = useRef(job);
  const onItsWay = useRef(false);
  const number = useRequestNumber();
  const before = job?.settings ?? {};

  const put = async (request: JobRequest, overwrite: boolean): Promise<JobView> => {
    const id = known.current?.id;
    const requestId = number(request);
    if (id === undefined) {
      const { job: made } = await good(client.POST('/api/v1/jobs', { params: { header: { 'Request-Id': requestId } }, body: request }));
      return made;
    }
    const seen = overwrite ? (await good(client.GET('/api/v1/jobs/{job}', { params: { path: { job: id } } }))).version : known.current!.version;
    return good(
      client.PUT('/api/v1/jobs/{job}', {
        params: { path: { job: id }, header: { 'If-Match': `"${seen}"`, 'Request-Id': requestId } },
        body: request,
      }),
    );
  };

  const save = async (values: Values, wish: Wish, overwrite: boolean): Promise<Done> => {
    // A second click, before the button could say that the first is on its way.
    if (onItsWay.current) {
      return {};
    }
    onItsWay.current = true;
    setPending(wish);
    setWrong(undefined);
    let saved: JobView | undefined;
    try {
      saved = await put(toRequest(values, before), overwrite);
      known.current = saved;
      number.next();
      await act(saved, wish);
      return { view: saved };
    } catch (error) {
      const cause = error instanceof Error ? error : new Error(String(error));
      if (cause instanceof Refusal) {
        number.next();
      }
      setWrong({ wish, error: cause, saved });
      return { problem: saved === undefined && cause instanceof Refusal ? cause.problem : undefined };
    } finally {
      onItsWay.current = false;
      setPending(undefined);
    }
  };
  return { pending, wrong, save };
}

async function act(job: JobView, wish: Wish): Promise<void> {
  if (wish === 'save') {
    return;
  }
  const begins = job.availableActions.includes('START') ? 'start' : job.availableActions.includes('RESUME') ? 'resume' : 'start';
  await good(
    client.POST('/api/v1/jobs/{job}/actions/{action}', {
      params: { path: { job: job.id, action: wish === 'validate' ? 'validate' : begins }, header: { 'Request-Id': crypto.randomUUID() } },
      body: {},
    }),
  );
}

/** The same number while the same is asked for and nobody has answered: the server makes it once, however often it is asked. */
function useRequestNumber() {
  const asked = useRef<{ text: string; number: string }>(undefined);
  const number = (request: JobRequest): string => {
    const text = JSON.stringify(request);
    if (asked.current?.text !== text) {
      asked.current = { text, number: crypto.randomUUID() };
    }
    return asked.current.number;
  };
  return Object.assign(number, { next: () => (asked.current = undefined) });
}
