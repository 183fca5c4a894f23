import type { FormError } from './error-summary.tsx'

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly help?: string
  readonly value: string
  readonly errors: readonly FormError[]
  readonly type?: 'text' | 'email' | 'tel'
  /** A token of HTML's autofill. */
  readonly autocomplete: AutoFill
  readonly required: boolean
  readonly maxLength: number
  readonly wide?: boolean
}

/** A labelled input with its help and its mistake, tied together for screen readers. */
export function Field({ name, label, help, value, errors, wide = false, type = 'text', ...input }: FieldProps) {
  const error = errors.find(({ field }) => field === name)?.message
  const notes = [error && `${name}-error`, help && `${name}-help`].filter(Boolean).join(' ')
  return (
    <div class={`field ${wide ? 'is-wide' : ''} ${error === undefined ? '' : 'is-wrong'}`}>
      <label for={name}>{label}</label>
      {help !== undefined && (
        <p class="help" id={`${name}-help`}>
          {help}
        </p>
      )}
      {error !== undefined && (
        <p class="error" id={`${name}-error`}>
          {error}
        </p>
      )}
      <input
        // One of them, as far as its roles are concerned.
        type={type as 'text'}
        {...input}
        id={name}
        name={name}
        value={value}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={notes === '' ? undefined : notes}
      />
    </div>
  )
}
