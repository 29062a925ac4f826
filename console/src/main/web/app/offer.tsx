import { Tooltip } from '@mantine/core';
import { useId, type ReactElement } from 'react';

/** What says of a control that it is off: still in reach of the keyboard, and with the reason as its description. */
export interface Off {
  'aria-disabled'?: true;
  'data-disabled'?: true;
  'aria-describedby'?: string;
}

/** A control that says why it is off, when it is. It stays the same one, so that it keeps the focus when that changes. */
export function Offer({ obstacle, children }: { obstacle: string | undefined; children: (off: Off) => ReactElement }) {
  const id = useId();
  return (
    <>
      <Tooltip label={obstacle} disabled={obstacle === undefined} multiline maw={320}>
        {children(obstacle === undefined ? {} : { 'aria-disabled': true, 'data-disabled': true, 'aria-describedby': id })}
      </Tooltip>
      {obstacle !== undefined && (
        <span id={id} className="visually-hidden">
          {obstacle}
        </span>
      )}
    </>
  );
}
