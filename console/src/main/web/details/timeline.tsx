import { Button, Group, Skeleton, Stack, Text, Timeline } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, good } from '../api/client';
import { texts } from '../app/texts';
import { Ago } from '../app/time';
import { look } from '../jobs/tone';
import { QueryFailure } from './query-failure';

const SIZE = 50;

export interface PartKey {
  job: string;
  /** Grows with what the stream tells; the part asks again. */
  told: number;
  stale: boolean;
}

/** What happened, newest first. */
export default function TimelineTab({ job, told, stale }: PartKey) {
  const [page, setPage] = useState<number>();
  const query = useQuery({
    queryKey: ['timeline', job, page, told],
    queryFn: () => good(client.GET('/api/v1/jobs/{job}/timeline', { params: { path: { job }, query: { page, size: SIZE } } })),
    enabled: !stale,
    placeholderData: keepPreviousData,
  });
  if (query.error) {
    return <QueryFailure error={query.error} again={() => void query.refetch()} />;
  }
  if (!query.data) {
    return <Skeleton height={200} />;
  }
  const { items, total } = query.data;
  const pages = Math.max(1, Math.ceil(total / SIZE));
  const current = page ?? pages;
  return (
    <Stack>
      <Timeline bulletSize={22} lineWidth={2} active={-1} styles={{ item: { marginTop: 12 }, itemTitle: { marginBottom: 0 } }}>
        {[...items].reverse().map((each, index) => {
          const { icon: Icon, tone } = look(each.status);
          return (
            <Timeline.Item
              key={`${each.version} ${index}`}
              bullet={<Icon size={14} color={`var(--tone-${tone})`} aria-hidden />}
              title={<Text size="sm">{each.text}</Text>}
            >
              <Text size="xs" c="var(--muted)" component="div">
                <Group gap={6}>
                  <Ago at={each.at} />
                  {[each.database, each.who && texts.details.by(each.who)].filter(Boolean).map((words) => (
                    <span key={words}>· {words}</span>
                  ))}
                </Group>
              </Text>
            </Timeline.Item>
          );
        })}
      </Timeline>
      {pages > 1 && (
        <Group>
          <Button variant="default" size="xs" disabled={current <= 1} onClick={() => setPage(current - 1)}>
            {texts.details.older}
          </Button>
          <Button variant="default" size="xs" disabled={current >= pages} onClick={() => setPage(current + 1 >= pages ? undefined : current + 1)}>
            {texts.details.newer}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
