import { Text, Tooltip } from '@mantine/core';
import { ago, moment, utc } from './format';
import { useNow } from './now';

/** How long ago, with the moment itself, in the viewer's zone and in UTC, on hover and focus. */
export function Ago({ at }: { at: string }) {
  const then = Date.parse(at);
  const now = useNow();
  return (
    <Tooltip label={`${moment(then)} · ${utc(then)}`}>
      <Text component="time" dateTime={at} tabIndex={0} size="sm" span>
        {ago(then, now)}
      </Text>
    </Tooltip>
  );
}
