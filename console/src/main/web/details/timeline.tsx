import { Button, Group, Stack, Text, Timeline } from '@mantine/core';
import { useState } from 'react';
import { client, good } from '../api/client';
import { texts } from '../app/texts';
import { Ago } from '../app/time';
import { look } from '../jobs/tone';
import type { TimelinePage } from '../api/types';
import { Ask, type PartKey } from './ask';

const SIZE = 50;

/** What happened, newest first. */
export default function TimelineTab({ job, told, stale }: PartKey) {
  const [page, setPage] = useState<number>();
  return (
    <Ask
      queryKey={['timeline', job, page, told]}
      queryFn={() => good(client.GET('/api/v1/jobs/{job}/timeline', { params: { path: { job }, query: { page, size: SIZE } } }))}
      enabled={!stale}
      height={200}
    >
      {(told) => <Story told={told} page={page} turn={setPage} />}
    </Ask>
  );
}

function Story({ told, page, turn }: { told: TimelinePage; page: number | undefined; turn: (page: number | undefined) => void }) {
  const { items, total } = told;
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
          <Button variant="default" size="xs" disabled={current <= 1} onClick={() => turn(current - 1)}>
            {texts.details.older}
          </Button>
          <Button variant="default" size="xs" disabled={current >= pages} onClick={() => turn(current + 1 >= pages ? undefined : current + 1)}>
            {texts.details.newer}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
