import { ActionIcon, Badge, Combobox, createTheme, Menu, Modal, Tooltip } from '@mantine/core';

/** What opens over the page stays inside its landmark, for whoever goes by landmarks. */
const portalProps = { target: '#main' };

/** Mantine's own look, tightened: an operator's table, not a brochure. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", "Liberation Mono", monospace',
  headings: { fontWeight: '650' },
  components: {
    Badge: Badge.extend({ defaultProps: { tt: 'none', fw: 600 } }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: true } } }),
    Menu: Menu.extend({ defaultProps: { portalProps, withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({ defaultProps: { portalProps }, styles: { title: { fontSize: 18, fontWeight: 650 } } }),
    Combobox: Combobox.extend({ defaultProps: { portalProps } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } }),
  },
});
