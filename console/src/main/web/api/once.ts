import { useMutation, type UseMutationOptions, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';

/** A change that is asked for once: a second click while the first is on its way, before its button could say so, asks for nothing. */
export function useOnce<Data, Variables = void>(options: UseMutationOptions<Data, Error, Variables>): UseMutationResult<Data, Error, Variables> {
  const onItsWay = useRef(false);
  const mutation = useMutation<Data, Error, Variables>({
    ...options,
    onSettled: (...settled) => {
      onItsWay.current = false;
      return options.onSettled?.(...settled);
    },
  });
  const mutate: typeof mutation.mutate = (...asked) => {
    if (!onItsWay.current) {
      onItsWay.current = true;
      mutation.mutate(...asked);
    }
  };
  return { ...mutation, mutate } as typeof mutation;
}
