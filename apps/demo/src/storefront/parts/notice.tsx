import type { ComponentChildren } from 'preact'
import { Icon } from '../layout/icon.tsx'

/** Something that happened or that should be seen; `alert` is read out at once. */
export function Notice({
  children,
  kind = 'info',
}: {
  readonly children: ComponentChildren
  readonly kind?: 'info' | 'alert'
}) {
  return (
    <div class={`notice is-${kind}`} role={kind === 'alert' ? 'alert' : 'status'}>
      <Icon name={kind === 'alert' ? 'warning' : 'check'} />
      <div>{children}</div>
    </div>
  )
}
