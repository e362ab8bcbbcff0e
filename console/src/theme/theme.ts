import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent. Its CSS variables stand in theme.css: Mantine would write them into a <style>, which the policy forbids. */
const accent: MantineColorsTuple = [
  '#eef3fc',
  '#dbe6f9',
  '#b4cbf2',
  '#8badeb',
  '#6a94e5',
  '#4f7fdd',
  '#3568cf',
  '#2457b8',
  '#1e4a9e',
  '#163a80',
];

export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  components: {
    // Its placeholder for the focus is no child that a menu may have.
    Menu: { defaultProps: { transitionProps: { duration: 0 }, withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { transitionProps: { duration: 0 } } },
    Tooltip: { defaultProps: { transitionProps: { duration: 0 }, events: { hover: true, focus: true, touch: true } } },
  },
});
