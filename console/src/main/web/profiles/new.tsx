import { Anchor, Code, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import names from '../app/listing.module.css';
import { words } from '../texts/profiles';

/** On the command line, as yet. */
export default function NewProfilePage() {
  return (
    <Stack className={`${names.page} ${names.narrow}`} gap="md">
      <Anchor renderRoot={(props) => <Link {...props} to="/profiles" />} size="sm" w="fit-content">
        {words.all}
      </Anchor>
      <Title order={1} size="h2">
        {words.create}
      </Title>
      <Text size="sm">{words.byCommand}</Text>
      <Code block c="inherit">
        {words.command}
      </Code>
    </Stack>
  );
}
