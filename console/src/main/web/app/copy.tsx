import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from './icons';
import { texts } from './texts';

/** Puts a text on the clipboard, and says that it did. */
export function CopyButton({ text }: { text: string }) {
  const clipboard = useClipboard();
  const label = clipboard.copied ? texts.copied : texts.copy;
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" aria-label={label} onClick={() => clipboard.copy(text)}>
        {clipboard.copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}
