import type { ComponentChildren } from 'preact'

interface MarkProps {
  /** Decides the colour; the words say the same. */
  readonly status: string
  readonly children: ComponentChildren
}

/** A status in colour and in words. */
export function Mark({ status, children }: MarkProps) {
  return <span class={`staff-mark is-${status}`}>{children}</span>
}

interface MomentProps {
  readonly at: string
  readonly children: ComponentChildren
}

/** A moment, as people and machines read it. */
export function Moment({ at, children }: MomentProps) {
  return <time dateTime={at}>{children}</time>
}
