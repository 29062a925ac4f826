import { Button, Code, Container, Paper, PasswordInput, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { client, good, Refusal } from '../api/client';
import { retryNow } from '../api/live';
import { useOnce } from '../api/once';
import { clock } from '../app/format';
import '../app/more-styles';
import { PageTitle } from '../app/page-title';
import { texts as common } from '../app/texts';
import { signInTexts as texts } from '../texts/sign-in';

/**
 * Trades a token for a cookie; the page forgets the token at once.
 *
 * @param since when the server let this page in for the last time, if it did
 */
export default function SignIn({ since }: { since: number | undefined }) {
  const [token, setToken] = useState('');
  const [missing, setMissing] = useState(false);
  const queries = useQueryClient();
  const signIn = useOnce({
    // Without variables: those of a mutation are kept for a while, and this would be the token.
    mutationFn: () => good(client.POST('/api/v1/session', { headers: { Authorization: `Bearer ${token.trim()}` } })),
    onSuccess: () => {
      setToken('');
      // Somebody else may have been here before.
      queries.removeQueries();
      retryNow();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(token.trim() === '');
    if (token.trim() !== '') {
      signIn.mutate();
    }
  };
  return (
    <Container size={440} py={{ base: 32, sm: 96 }}>
      <Paper component="form" withBorder p="xl" radius="md" onSubmit={submit} noValidate>
        <Stack gap="md">
          <PageTitle size="h3">
            {texts.title}
          </PageTitle>
          {since !== undefined && (
            <Text size="sm" role="status">
              {texts.over(clock(since))}
            </Text>
          )}
          <Text size="sm" c="var(--muted)">
            {texts.hint}
          </Text>
          <Code block c="inherit" style={{ whiteSpace: 'pre-wrap' }}>
            {texts.command}
          </Code>
          <PasswordInput
            label={texts.token}
            autoComplete="off"
            spellCheck={false}
            value={token}
            onChange={(event) => setToken(event.currentTarget.value)}
            error={missing ? texts.missing : signIn.error ? words(signIn.error) : undefined}
          />
          <Button type="submit" loading={signIn.isPending}>
            {texts.submit}
          </Button>
        </Stack>
      </Paper>
    </Container>
  );
}

function words(error: Error): string {
  const problem = error instanceof Refusal ? error.problem : undefined;
  return problem ? `${problem.title}: ${problem.found}. ${problem.next} (${problem.code})` : common.broken.unreachable;
}
