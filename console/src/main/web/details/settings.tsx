import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { client, good } from '../api/client';
import type { JobView } from '../api/types';
import '../app/more-styles';
import { CopyButton } from '../app/copy';
import { tuningTexts as texts } from '../texts/tuning';
import { Ask, type PartKey } from './ask';
import names from './page.module.css';
import { Tuning } from './tuning-form';

/** What may change while it runs, and all that it was made with. */
export default function SettingsTab({ view, told, stale }: PartKey & { view: JobView }) {
  return (
    <Stack gap="xl">
      <Ask
        queryKey={['settings', view.id]}
        queryFn={() => good(client.GET('/api/v1/jobs/{job}', { params: { path: { job: view.id } } }))}
        enabled={!stale}
        height={240}
      >
        {(job) => <Tuning job={job} view={view} stale={stale} />}
      </Ask>
      <section aria-label={texts.document}>
        <Ask
          queryKey={['document', view.id, told, view.version]}
          queryFn={() => good(client.GET('/api/v1/jobs/{job}/document', { params: { path: { job: view.id } }, parseAs: 'text' }))}
          enabled={!stale}
          height={200}
        >
          {(document) => (
            <Stack gap="xs">
              <Group gap="xs">
                <Title order={2} size="h5">
                  {texts.document}
                </Title>
                <CopyButton text={document} />
                {view.availableActions.includes('EDIT') && view.status !== 'RUNNING' && view.status !== 'RUNNING_WITH_ERRORS' && (
                  <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/jobs/$job/edit" params={{ job: view.id }} />}>
                    {texts.edit}
                  </Anchor>
                )}
              </Group>
              <Text size="sm" c="var(--muted)">
                {texts.documentHint}
              </Text>
              <pre className={names.log} tabIndex={0} aria-label={texts.document}>
                {document}
              </pre>
            </Stack>
          )}
        </Ask>
      </section>
    </Stack>
  );
}
