import { GOOGLE_ATTRIBUTES } from './google.ts'
import type { Attribute, Rules } from './rule.ts'

const NEEDED = ['id', 'title', 'link', 'price', 'availability']
const relaxed = ({ isRequired: _, longest: __, ...attribute }: Attribute): Attribute => attribute

/** For comparison sites and others that read Google's names: what nobody can do without, and how values are written. */
export const GENERIC: Rules = {
  attributes: Object.fromEntries(
    Object.entries(GOOGLE_ATTRIBUTES).map(([name, attribute]) => [
      name,
      NEEDED.includes(name) ? { ...relaxed(attribute), isRequired: true } : relaxed(attribute),
    ]),
  ),
  together: [],
}
