import type { Form } from '../storefront/form.ts'
import type { Listing } from './office.ts'

type Overrides = NonNullable<Listing['overrides']>
type Attributes = NonNullable<Overrides['attributes']>

/** One `name = value` a line; several values are kept apart by `|`. */
export function linesOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name} = ${Array.isArray(value) ? value.join(' | ') : String(value)}`)
    .join('\n')
}

/** Lines without a name or value are left out. A name may hold `=` when the sign between name and value has spaces: `colour=red = rot`. */
export function pairsOf(text: string): Record<string, string> {
  const pairs = text.split('\n').map((line) => {
    const wide = line.indexOf(' = ')
    const at = wide < 0 ? line.indexOf('=') : wide + 1
    return [line.slice(0, Math.max(0, at)).trim(), line.slice(at + 1).trim()] as const
  })
  return Object.fromEntries(pairs.filter(([name, value]) => name !== '' && value !== ''))
}

/** What somebody wrote, over what cannot be written in the form; a number or list that was not touched stays what it is. */
export function overridesOf(form: Form, before: Overrides | null): Overrides {
  const text = (name: string) => form.get(name).trim()
  const known = before?.attributes ?? {}
  const attributes: Attributes = Object.fromEntries(
    Object.entries(pairsOf(form.get('attributes'))).map(([name, value]) => [name, attributeOf(value, known[name])]),
  )
  return {
    ...(before?.pictures === undefined ? {} : { pictures: before.pictures }),
    ...(text('title') === '' ? {} : { title: text('title') }),
    ...(text('description') === '' ? {} : { description: text('description') }),
    ...(text('category') === '' ? {} : { category: text('category') }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  }
}

function attributeOf(text: string, before: Attributes[string] | undefined): Attributes[string] {
  if (before !== undefined && linesOf({ x: before }) === `x = ${text}`) return before
  return text.includes('|') ? text.split('|').map((part) => part.trim()) : text
}
