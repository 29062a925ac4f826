import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { texts as appTexts } from '../app/texts';
import { createTexts } from '../texts/create';

const { leave: texts } = createTexts;

/** Asks before input is lost; a step to and fro is not leaving. */
export function Leave({ dirty, leaving }: { dirty: boolean; leaving: RefObject<boolean> }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && !leaving.current && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty && !leaving.current,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') {
    return null;
  }
  return (
    <Modal opened onClose={blocker.reset} title={texts.title} closeButtonProps={{ 'aria-label': appTexts.actions.close }}>
      <Stack>
        <Text size="sm">{texts.text}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={blocker.reset} data-autofocus>
            {texts.stay}
          </Button>
          <Button
            color="red"
            onClick={() => {
              leaving.current = true;
              blocker.proceed();
            }}
          >
            {texts.leave}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
