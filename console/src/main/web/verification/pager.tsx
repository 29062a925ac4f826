import { Button, Group, Text } from '@mantine/core';
import { count } from '../app/format';
import { verificationTexts as texts } from '../texts/verification';

interface Props {
  page: number;
  size: number;
  total: number;
  turn: (page: number) => void;
}

/** To and fro among pages of the server. */
export function Pager({ page, size, total, turn }: Props) {
  const pages = Math.max(1, Math.ceil(total / size));
  if (pages === 1) {
    return null;
  }
  return (
    <Group gap="sm">
      <Button variant="default" size="compact-sm" disabled={page <= 1} onClick={() => turn(page - 1)}>
        {texts.previous}
      </Button>
      <Text size="sm" c="var(--muted)" role="status">
        {texts.page(count(page), count(pages), count(total))}
      </Text>
      <Button variant="default" size="compact-sm" disabled={page >= pages} onClick={() => turn(page + 1)}>
        {texts.next}
      </Button>
    </Group>
  );
}
