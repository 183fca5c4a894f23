import type { ComponentChildren } from 'preact'
import type { Step } from './steps.ts'

interface StepButtonProps {
  readonly id: string
  readonly step: Step
  /** Of the cause that is tried again. */
  readonly code?: string
  readonly children: ComponentChildren
}

export function StepButton({ id, step, code, children }: StepButtonProps) {
  return (
    <form method="post" action={`/channels/${id}/${step}`}>
      {code !== undefined && <input type="hidden" name="code" value={code} />}
      <button class="button" type="submit">
        {children}
      </button>
    </form>
  )
}
