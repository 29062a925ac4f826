import { Alert, Text } from '@mantine/core';
import { Refusal } from '../api/client';
import { FailureBox } from '../jobs/failure';
import { texts } from './texts';

/** A refusal changed nothing: what was found, and what to do. Said at once by a screen reader, too. */
export function Refused({ error }: { error: Error }) {
  const problem = error instanceof Refusal ? error.problem : undefined;
  return (
    <div role="alert">
      {problem ? (
        <FailureBox failure={problem} />
      ) : (
        <Alert styles={{ root: { background: 'var(--tone-bad-ground)' } }}>
          <Text size="sm" c="var(--tone-bad)">
            {texts.broken.unreachable}
          </Text>
        </Alert>
      )}
    </div>
  );
}
