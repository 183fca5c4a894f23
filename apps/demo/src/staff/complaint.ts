import { isProblem } from '@vitrine/sdk/admin'

/** Something that went wrong, in the words of the shop. */
export interface Complaint {
  readonly title: string
  readonly detail?: string | undefined
  readonly hint?: string | undefined
  /** What is wrong with which field. */
  readonly errors?: readonly { readonly path: string; readonly message: string }[] | undefined
  /** Where it can be looked at or put right. */
  readonly link?: { readonly href: string; readonly text: string } | undefined
}

/** What the shop refused, for the person who asked for it; anything else is thrown on: no session, no right, no such thing, a fault. */
export function refusalOf(error: unknown): Complaint {
  if (!isProblem(error) || error.status >= 500 || [0, 401, 403].includes(error.status)) throw error
  const { title, detail, hint, errors } = error
  return { title, detail, hint, errors }
}
