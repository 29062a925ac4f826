import { Anchor, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { PageTitle } from './page-title';
import { texts } from './texts';

export function NotFound() {
  return (
    <Stack align="center" py={80}>
      <PageTitle size="h3">
        {texts.notFound.title}
      </PageTitle>
      <Anchor component={Link} to="/">
        {texts.notFound.back}
      </Anchor>
    </Stack>
  );
}
