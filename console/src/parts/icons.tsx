/** Drawn for this console: 20 by 20, one stroke. They decorate; the name stands beside them or in the button's label. */
const paths = {
  overview: 'M3 10.5 10 4l7 6.5M5 9v7h10V9M8.5 16v-4h3v4',
  findings: 'M10 3 17.5 16.5h-15ZM10 8v4M10 14.2v.1',
  workloads: 'M10 2.5 16.5 6v8L10 17.5 3.5 14V6ZM3.5 6 10 9.8 16.5 6M10 9.8v7.7',
  compliance: 'M5 3h10v14H5ZM8 7h4M7.8 11.5l1.6 1.6 3-3.2',
  policies: 'M3 17v-4h3.5v-3.5H10V6h3.5V3H17v14Z',
  exceptions: 'M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 0 0 0-14.4M6.5 10h7',
  cluster: 'M4 4h12v4H4ZM4 12h12v4H4ZM7 6h.1M7 14h.1M10 8v4',
  network: 'M10 3v4M10 7 5 12.5M10 7l5 5.5M8 3h4M3 12.5h4v4H3ZM13 12.5h4v4h-4Z',
  swap: 'M4 7h11M12 4l3 3-3 3M16 13H5M8 10l-3 3 3 3',
  settings: 'M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4',
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M13 13l4 4',
  light:
    'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4M14.3 14.3l1.4 1.4M4.3 15.7l1.4-1.4M14.3 5.7l1.4-1.4',
  dark: 'M16.5 12A7 7 0 0 1 8 3.5 7 7 0 1 0 16.5 12',
  auto: 'M3 4h14v9H3ZM7 16.5h6M10 13v3.5',
  language: 'M3 5h8M7 3v2M9.5 5C9 8.5 6.5 11 3.5 12.5M5 7.5c1 2 3 3.5 5 4.5M10 17l3.5-8 3.5 8M11.3 14.5h4.4',
  user: 'M10 3.5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4M3.5 17c.5-3.5 3-5 6.5-5s6 1.5 6.5 5',
  menu: 'M3 6h14M3 10h14M3 14h14',
  close: 'M5 5l10 10M15 5 5 15',
  right: 'M8 5l5 5-5 5',
  down: 'M5 8l5 5 5-5',
  up: 'M5 12l5-5 5 5',
  left: 'M12 5l-5 5 5 5',
  copy: 'M7 7h9v9H7ZM13 4H4v9',
  check: 'M4 10.5l4 4 8-9',
  download: 'M10 3v9M6 8.5l4 4 4-4M4 16.5h12',
  plus: 'M10 4v12M4 10h12',
  filter: 'M3 5h14M6 10h8M8.5 15h3',
  keyboard: 'M2.5 5h15v10h-15ZM5.5 8h.1M8.5 8h.1M11.5 8h.1M14.5 8h.1M6.5 12h7',
  blind: 'M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5M4 16 16 4',
  fix: 'M12.5 3.5a4 4 0 0 0-4.2 5.6L3.5 14l2.5 2.5 4.9-4.8a4 4 0 0 0 5.6-4.2l-2.5 2-2.5-2.5Z',
  expand: 'M11 3h6v6M17 3l-7 7M9 17H3v-6M3 17l7-7',
  external: 'M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7',
  retry: 'M16 10a6 6 0 1 1-2-4.5M16.5 3v3.5H13',
  world:
    'M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 0 0 0-14.4M3 10h14M10 2.8c2.2 2 3 4.4 3 7.2s-.8 5.2-3 7.2c-2.2-2-3-4.4-3-7.2s.8-5.2 3-7.2',
  node: 'M4 4h12v12H4ZM7.5 7.5h5v5h-5Z',
  inside: 'M4 9h12v8H4ZM6.8 9V6.5a3.2 3.2 0 0 1 6.4 0V9',
  minus: 'M5 10h10',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6v4l2.5 2',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
