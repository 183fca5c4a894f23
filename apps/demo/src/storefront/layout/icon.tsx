const PATHS = {
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20 20',
  basket: 'M3.5 9.5h17l-1.7 10.5H5.2zM8 9.5 11 4M16 9.5 13 4M9.5 13v3.5M14.5 13v3.5',
  close: 'M6 6l12 12M18 6 6 18',
  menu: 'M4 7h16M4 12h16M4 17h16',
  check: 'M5 12.5 10 17.5 19.5 7',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  truck:
    'M3 6.5h11v10H3zM14 10h4l3 3.5v3h-7zM7 19a1.8 1.8 0 1 0 0-3.6A1.8 1.8 0 0 0 7 19zM17.5 19a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z',
  shop: 'M4 10v9.5h16V10M3 10l2-5.5h14L21 10c0 1.7-1.3 2.7-3 2.7S15 11.7 15 10c0 1.7-1.3 2.7-3 2.7S9 11.7 9 10c0 1.7-1.3 2.7-3 2.7S3 11.7 3 10z',
  globe: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17',
  warning: 'M12 4 21 19.5H3zM12 10v4.5M12 17v.2',
  filter: 'M4 7h16M7 12h10M10 17h4',
} as const

export type IconName = keyof typeof PATHS

/** A line drawing of 24 by 24 that says nothing by itself. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.7"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}
