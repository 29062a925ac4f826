import { Stack, Text } from '@mantine/core';
import type { ProfileView } from '../api/types';
import { Problem } from '../actions/dialog';
import { BusyButton } from '../app/busy-button';
import { Offer } from '../app/offer';
import { TestResult } from '../profiles/test-result';
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
          <BusyButton variant="default" w="fit-content" busy={test.isFetching} {...off} onClick={() => obstacle === undefined && void test.refetch()}>
            {test.data ? texts.again : texts.button}
          </BusyButton>
        )}
      </Offer>
      <div role="group" aria-label={texts.result(profile.name)}>
        {test.isFetching ? (
          <Text size="sm" c="var(--muted)" role="status">
            {texts.testing}
          </Text>
        ) : test.error ? (
          <Problem error={test.error} />
        ) : (
          test.data && <TestResult result={test.data} />
        )}
      </div>
    </Stack>
  );
}
