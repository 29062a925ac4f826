import { Tooltip } from '@mantine/core';
import { useId, type ReactNode } from 'react';

interface Off {
  'aria-disabled'?: true;
  'data-disabled'?: true;
  'aria-describedby'?: string;
}

/** A button that is off stays in reach, and says why. */
export function OffReason({ reason, children }: { reason: string | undefined; children: (off: Off) => ReactNode }) {
  const id = useId();
  if (reason === undefined) {
    return children({});
  }
  return (
    <Tooltip label={reason}>
      <span>
        {children({ 'aria-disabled': true, 'data-disabled': true, 'aria-describedby': id })}
        <span id={id} className="visually-hidden">
          {reason}
        </span>
      </span>
    </Tooltip>
  );
}
