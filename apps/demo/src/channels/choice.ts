import type { Form } from '../storefront/form.ts'

/** Everything that is for sale, when no collection is chosen. */
export const ALL = ''

/** What somebody chose to list or to end. */
export function choiceOf(form: Form): { readonly all: true } | { readonly collections: string[] } {
  const collection = form.get('collection')
  return collection === ALL ? { all: true } : { collections: [collection] }
}
