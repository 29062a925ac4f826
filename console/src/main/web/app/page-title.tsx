import { Title, type TitleProps } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { texts } from './texts';

interface Props extends TitleProps {
  children: string;
  /** What else is worth to be seen while another window is in front. */
  state?: string | undefined;
}

/** The heading of a page, which names its window too. */
export function PageTitle({ children, state, ...props }: Props) {
  useDocumentTitle(texts.windowTitle(children, state));
  return (
    <Title order={1} size="h2" dir="auto" className="wrap" {...props}>
      {children}
    </Title>
  );
}
