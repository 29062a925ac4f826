import { Anchor, Stack, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { texts } from './texts';

export function NotFound() {
  return (
    <Stack align="center" py={80}>
      <Title order={1} size="h3">
        {texts.notFound.title}
      </Title>
      <Anchor component={Link} to="/">
        {texts.notFound.back}
      </Anchor>
    </Stack>
  );
}
