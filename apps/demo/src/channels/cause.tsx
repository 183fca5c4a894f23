import type { ComponentChildren } from 'preact'
import { words } from './words.ts'

interface CauseProps {
  readonly code: string
  readonly message: string
  /** Ours. */
  readonly field: string | null
  readonly hint?: string | null | undefined
  readonly theirField?: string | null
  /** In front of the code. */
  readonly met?: ComponentChildren
  readonly children?: ComponentChildren
}

/** What is wrong, where, and what to do about it; the channel's own code stands small. */
export function CauseText({ code, message, field, hint, theirField = null, met, children }: CauseProps) {
  return (
    <div class="ch-cause">
      <strong>{message}</strong>
      {field !== null && (
        <span>
          {words.field}: <code>{field}</code>
        </span>
      )}
      {hint && <span>{hint}</span>}
      <span class="muted">
        {met}
        {words.theirCode} <code>{code}</code>
        {theirField !== null && `, ${theirField}`}
      </span>
      {children}
    </div>
  )
}
