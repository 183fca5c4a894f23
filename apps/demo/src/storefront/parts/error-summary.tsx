import type { Messages } from '../../shared/messages/en.ts'

export interface FormError {
  /** Id of the field. */
  readonly field: string
  /** What the field is called, where the message does not say. */
  readonly label?: string
  readonly message: string
}

/** All that is wrong with a form, each a link to its field; takes the focus when the page opens. */
export function ErrorSummary({ t, errors }: { readonly t: Messages; readonly errors: readonly FormError[] }) {
  if (errors.length === 0) return null
  return (
    <div class="error-summary" role="alert" tabIndex={-1} autofocus>
      <h2>{t.errors.title}</h2>
      <ul>
        {errors.map(({ field, label, message }) => (
          <li key={field + message}>
            <a href={`#${field}`}>{label === undefined ? message : `${label}: ${message}`}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
