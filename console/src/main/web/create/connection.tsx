import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { ProfileView, TestView } from '../api/types';
import { Problem } from '../actions/dialog';
import { IconAlertOctagon, IconCircleCheck } from '../app/icons';
import { Offer } from '../app/offer';
import { FailureBox } from '../jobs/failure';
import { engine } from '../migrations/columns';
import { createTexts } from '../texts/create';
import { useConnectionTest } from './data';

const { test: texts } = createTexts;

/** Tries a profile's connection there and then, and shows how far it came. */
export function Connection({ profile, obstacle }: { profile: ProfileView; obstacle: string | undefined }) {
  const test = useConnectionTest(profile.id);
  return (
    <Stack gap="sm">
      <Offer obstacle={obstacle}>
        {(off) => (
          <Button variant="default" w="fit-content" loading={test.isFetching} {...off} onClick={() => obstacle === undefined && void test.refetch()}>
            {test.data ? texts.again : texts.button}
          </Button>
        )}
      </Offer>
      <div role="status" aria-label={texts.result(profile.name)}>
        {test.isFetching ? (
          <Text size="sm" c="var(--muted)">
            {texts.testing}
          </Text>
        ) : test.error ? (
          <Problem error={test.error} />
        ) : (
          test.data && <Result test={test.data} profile={profile} />
        )}
      </div>
    </Stack>
  );
}

function Result({ test, profile }: { test: TestView; profile: ProfileView }) {
  const failure = test.steps.find((each) => each.failure)?.failure;
  const version = test.serverVersion === undefined ? '' : engine(`${profile.engine} ${test.serverVersion}`);
  return (
    <Stack gap="sm">
      {test.ok ? (
        <Alert
          icon={<IconCircleCheck size={20} aria-hidden />}
          title={texts.ok(version, test.latencyMs ?? 0)}
          styles={{ root: { background: 'var(--tone-good-ground)' }, title: { color: 'var(--tone-good)' }, icon: { color: 'var(--tone-good)' } }}
        />
      ) : (
        failure && <FailureBox failure={failure} />
      )}
      <Stack component="ul" gap={4} m={0} p={0} style={{ listStyle: 'none' }}>
        {test.steps.map((step) => {
          const Icon = step.ok ? IconCircleCheck : IconAlertOctagon;
          return (
            <Group key={step.name} component="li" gap={8} wrap="nowrap" align="flex-start">
              <Icon
                size={17}
                role="img"
                aria-label={step.ok ? texts.good : texts.bad}
                color={`var(--tone-${step.ok ? 'good' : 'bad'})`}
                style={{ flex: 'none', marginTop: 2 }}
              />
              <Text size="sm" className="wrap">
                <b>{texts.steps[step.name] ?? step.name}</b> {step.detail}{' '}
                <Text span size="xs" c="var(--muted)">
                  {texts.took(step.tookMs)}
                </Text>
              </Text>
            </Group>
          );
        })}
      </Stack>
    </Stack>
  );
}
