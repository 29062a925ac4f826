import { Alert, Button, Stack, Text } from '@mantine/core';
import { Refusal } from '../api/client';
import { texts } from '../app/texts';

/** Only this part of the page failed. */
export function QueryFailure({ error, again }: { error: Error; again: () => void }) {
  const problem = error instanceof Refusal ? error.problem : undefined;
  return (
    <Alert
      title={problem ? `${problem.title} (${problem.code})` : texts.broken.title}
      styles={{
        root: { background: 'var(--tone-bad-ground)', color: 'var(--tone-bad)' },
        title: { color: 'inherit' },
      }}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm" c="var(--tone-bad)">
          {problem ? `${problem.found}. ${problem.next}` : texts.broken.unreachable}
        </Text>
        <Button size="compact-sm" variant="outline" color="var(--tone-bad)" onClick={again}>
          {texts.broken.again}
        </Button>
      </Stack>
    </Alert>
  );
}
