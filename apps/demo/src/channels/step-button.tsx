import type { ComponentChildren } from 'preact'
import type { Step } from './steps.ts'

interface StepButtonProps {
  readonly id: string
  readonly step: Step
  /** Of the cause that is tried again. */
  readonly code?: string
  readonly isMain?: boolean
  readonly children: ComponentChildren
}

export function StepButton({ id, step, code, isMain = false, children }: StepButtonProps) {
  return (
    <form method="post" action={`/channels/${id}/${step}`}>
      {code !== undefined && <input type="hidden" name="code" value={code} />}
      <button class={`button${isMain ? ' is-primary' : ''}`} type="submit">
        {children}
      </button>
    </form>
  )
}
