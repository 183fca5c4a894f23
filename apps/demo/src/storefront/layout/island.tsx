import type { ComponentChildren, HTMLAttributes, VNode } from 'preact'

export type IslandName = 'buy-box' | 'cart' | 'filters' | 'search'

interface IslandProps {
  readonly name: IslandName
  /** When its script is fetched: at once, when it is seen, or when somebody touches it. */
  readonly when?: 'load' | 'visible' | 'interact'
  /** What its script is told, as JSON in the page. */
  readonly props?: object
  readonly children?: ComponentChildren
}

const MOST = 60_000

/** A part of a page that a script takes over; it works as HTML before that, and without it. */
export function Island({ name, when = 'load', props, children }: IslandProps): VNode {
  const json = props === undefined ? undefined : JSON.stringify(props)
  if (json !== undefined && json.length > MOST) throw new Error(`the props of island ${name} are too large`)
  const attributes = { name, when, ...(json === undefined ? {} : { props: json }) }
  return <x-island {...attributes}>{children}</x-island>
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'x-island': HTMLAttributes & { name: string; when: string; props?: string }
    }
  }
}
