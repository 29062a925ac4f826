import { Switch } from '@mantine/core';
import { useSlash } from '../app/slash';
import { texts } from '../app/texts';

/** Of this browser alone. */
export function Keys() {
  const [slash, turn] = useSlash();
  return <Switch mt="lg" label={texts.slash.label} description={texts.slash.explains} checked={slash} onChange={(event) => turn(event.currentTarget.checked)} />;
}
