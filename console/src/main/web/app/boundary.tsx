import { Alert, Button, Stack, Text } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { texts } from './texts';

interface State {
  error?: Error | undefined;
}

/** An error in one part of the page breaks that part alone. */
export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  /** What could not be loaded is remembered as such until the page is: a server of another version has other files. */
  private readonly again = (): void => (notLoaded(this.state.error) ? window.location.reload() : this.setState({ error: undefined }));

  override render(): ReactNode {
    return this.state.error ? <Broken again={this.again} words={this.state.error.message} /> : this.props.children;
  }
}

function notLoaded(error: Error | undefined): boolean {
  return error instanceof TypeError && /import|module/i.test(error.message);
}

function Broken({ again, words }: { again: () => void; words: string }) {
  return (
    <Alert
      role="alert"
      title={texts.broken.title}
      styles={{ root: { background: 'var(--tone-bad-ground)', color: 'var(--tone-bad)' }, title: { color: 'inherit' } }}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm" c="var(--tone-bad)" className="wrap">
          {words}
        </Text>
        <Button size="compact-sm" variant="outline" color="var(--tone-bad)" onClick={again}>
          {texts.broken.again}
        </Button>
      </Stack>
    </Alert>
  );
}
