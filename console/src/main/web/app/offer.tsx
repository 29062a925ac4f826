import { Tooltip } from '@mantine/core';
import { useId, type ReactElement } from 'react';

/** What says of a control that it is off: still in reach of the keyboard, and with the reason as its description. */
export interface Off {
  'aria-disabled'?: true;
  'data-disabled'?: true;
  'aria-describedby'?: string;
}

/** A control that says why it is off, when it is. */
export function Offer({ obstacle, children }: { obstacle: string | undefined; children: (off: Off) => ReactElement }) {
  const id = useId();
  if (obstacle === undefined) {
    return children({});
  }
  return (
    <>
      <Tooltip label={obstacle} multiline maw={320}>
        {children({ 'aria-disabled': true, 'data-disabled': true, 'aria-describedby': id })}
      </Tooltip>
      <span id={id} className="visually-hidden">
        {obstacle}
      </span>
    </>
  );
}
