import { Group, Stack, Text } from '@mantine/core';
import { texts } from '../app/texts';
import { Ago } from '../app/time';
import { engine, LagOrProgress, Name, Status, type Row } from './columns';
import names from './page.module.css';

/** The same for a telephone: what one looks at from a distance. */
export function Cards({ rows }: { rows: Row[] }) {
  return (
    <ul className={names.cards} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {rows.map(({ job, fresh }) => (
        <li key={job.id} className={names.card}>
          <Stack gap={8}>
            <Name job={job} />
            <Status job={job} fresh={fresh} />
            <Group justify="space-between" gap="xs">
              <LagOrProgress job={job} />
              {job.startedAt && <Ago at={job.startedAt} />}
            </Group>
            <Text className={names.meta} truncate>
              {[texts.modes[job.mode], engine(job.sourceType), job.sourceServer].filter(Boolean).join(' · ')}
            </Text>
          </Stack>
        </li>
      ))}
    </ul>
  );
}
