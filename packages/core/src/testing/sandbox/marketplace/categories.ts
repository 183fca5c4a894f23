import type { Kit } from '../platform.ts'
import type { OfferContent, OfferIssue } from './contract.ts'

export interface Category {
  readonly id: string
  readonly name: string
  readonly attributes: readonly {
    readonly name: string
    readonly required: boolean
    readonly values?: readonly string[]
  }[]
  /** `none`: live at once. `brief`: live a moment later, without a receipt. `full`: looked at by people, with a receipt. */
  readonly review: 'none' | 'brief' | 'full'
  readonly closed: boolean
}

const attribute = (name: string, values?: readonly string[]) => ({
  name,
  required: true,
  ...(values === undefined ? {} : { values }),
})

/** What the Bazaar sells. */
export const CATEGORIES: readonly Category[] = [
  { id: 'tools', name: 'Tools', attributes: [], review: 'none', closed: false },
  { id: 'other', name: 'Everything else', attributes: [], review: 'brief', closed: false },
  { id: 'clothing', name: 'Protective clothing', attributes: [attribute('size')], review: 'brief', closed: false },
  { id: 'hives', name: 'Hives and frames', attributes: [attribute('frame')], review: 'full', closed: false },
  {
    id: 'food',
    name: 'Honey and food',
    attributes: [attribute('net_weight'), attribute('unit', ['g', 'kg', 'ml', 'l'])],
    review: 'full',
    closed: false,
  },
  { id: 'livestock', name: 'Living animals', attributes: [], review: 'full', closed: true },
]

export const categoryOf = (id: string) => CATEGORIES.find((category) => category.id === id)

/** What the platform sees at once: a category that is closed, an attribute that is missing. */
export function issuesAtOnce(content: OfferContent): OfferIssue[] {
  const category = categoryOf(content.category)
  if (category === undefined)
    return [error('UNKNOWN_CATEGORY', 'category', `There is no category "${content.category}".`)]
  if (category.closed) return [error('CATEGORY_CLOSED', 'category', `${category.name} are not sold on Bazaar.`)]
  return category.attributes.flatMap(({ name, required, values }) => {
    const value = content.attributes[name]
    const field = `attributes.${name}`
    if (value === undefined)
      return required ? [error('MISSING_ATTRIBUTE', field, `${category.name} need "${name}".`)] : []
    if (values !== undefined && !values.includes(value))
      return [error('INVALID_VALUE', field, `"${name}" is one of ${values.join(', ')}.`)]
    return []
  })
}

/** What it advises, and lists all the same. */
export function warningsOf({ pictures }: OfferContent): OfferIssue[] {
  const message = 'Offers with a picture sell better.'
  return pictures.length === 0 ? [{ severity: 'warning', code: 'NO_PICTURE', field: 'pictures', message }] : []
}

/** What its moderators see: rules of the sandbox's knobs, and promises of healing in food. */
export function issuesOfReview(content: OfferContent, knobs: Kit['knobs']): OfferIssue[] {
  const words = `${content.title} ${content.description}`.toLowerCase()
  const heals = content.category === 'food' && /\b(heals?|cures?)\b/.test(words)
  const rules = knobs().rejections.filter(
    ({ category, word }) =>
      (category === undefined || category === content.category) &&
      (word === undefined || words.includes(word.toLowerCase())),
  )
  return [
    ...(heals ? [error('HEALTH_CLAIM', 'description', 'Food may not promise to heal.')] : []),
    ...rules.map(({ code, message, field }) => error(code, field ?? 'category', message)),
  ]
}

function error(code: string, field: string, message: string): OfferIssue {
  return { severity: 'error', code, field, message }
}
