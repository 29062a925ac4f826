import { Switch } from '@mantine/core';
import { useSlash } from '../app/slash';
import { words } from '../texts/settings';

/** Of this browser alone. */
export function Keys() {
  const [slash, turn] = useSlash();
  return <Switch mt="lg" label={words.slash.label} description={words.slash.explains} checked={slash} onChange={(event) => turn(event.currentTarget.checked)} />;
}
