import { Button, Loader, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithoutRef } from 'react';

interface Props extends ButtonProps, Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> {
  /** What it asked for goes on: another press does nothing. */
  busy: boolean;
}

/** A button that keeps the focus while its work goes on; one that is disabled would lose it, and the keyboard its place. */
export function BusyButton({ busy, ...props }: Props) {
  return busy ? (
    <Button {...props} onClick={(event) => event.preventDefault()} aria-disabled data-disabled leftSection={<Loader size={14} color="currentColor" aria-hidden />} />
  ) : (
    <Button {...props} />
  );
}
