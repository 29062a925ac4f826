import { Button, Group, Skeleton, Text } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { serverNow } from '../api/clock';
import { useNow } from '../app/now';
import { texts } from '../app/texts';
import { QueryFailure } from './query-failure';

const WORDS_AFTER_MS = 1_000;
const RETRY_AFTER_MS = 10_000;

/** Of what a tab of a job shows. */
export interface PartKey {
  job: string;
  /** Grows with what the stream tells; the part asks again. */
  told: number;
  stale: boolean;
}

/** A question to the server. */
export interface Question<T> {
  queryKey: readonly unknown[];
  queryFn: () => Promise<T>;
  enabled?: boolean;
  refetchInterval?: number;
}

interface Props<T> extends Question<T> {
  /** About as high as the answer will be. */
  height: number;
  children: (answer: T) => ReactNode;
}

/** Asks the server, and shows the answer; before it that it is awaited, and why there is none. */
export function Ask<T>({ height, children, queryKey, ...question }: Props<T>) {
  const queries = useQueryClient();
  const query = useQuery({ queryKey, ...question, placeholderData: keepPreviousData });
  const again = () => void queries.cancelQueries({ queryKey }).then(() => query.refetch());
  if (query.error) {
    return <QueryFailure error={query.error} again={again} />;
  }
  return query.data === undefined ? <Awaited height={height} again={again} /> : children(query.data as T);
}

/** No bare skeleton: words after a second, and a way to ask again after ten. */
export function Awaited({ height, again }: { height: number; again?: () => void }) {
  const now = useNow();
  const [since] = useState(() => serverNow());
  const waited = now - since;
  return (
    <div role="status">
      {waited >= WORDS_AFTER_MS && (
        <Group gap="sm" mb="xs">
          <Text size="sm" c="var(--muted)">
            {texts.broken.awaited}
          </Text>
          {again && waited >= RETRY_AFTER_MS && (
            <Button size="compact-sm" variant="default" onClick={again}>
              {texts.broken.retry}
            </Button>
          )}
        </Group>
      )}
      <Skeleton height={height} />
    </div>
  );
}
