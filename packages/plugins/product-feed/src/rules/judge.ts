import type { Issue } from '@vitrine/core'
import { FORMS } from './forms.ts'
import { type Attribute, error, type Judging, type Row, type Rules } from './rule.ts'

/** Everything that a platform would say against a row, in the order of its table. */
export function judge({ attributes, together }: Rules, row: Row, at: Judging): readonly Issue[] {
  const issues: Issue[] = []
  for (const name in attributes) {
    const attribute = attributes[name] as Attribute
    const value = row[name]
    if (value !== undefined) judgeValue({ name, attribute, value }, issues)
    else if (attribute.isRequired) issues.push(error('missing', name, `${name} is missing`))
  }
  for (const rule of together) {
    const said = rule(row, at)
    if (said !== undefined) issues.push(...(Array.isArray(said) ? said : [said as Issue]))
  }
  return issues
}

interface Judged {
  readonly name: string
  readonly attribute: Attribute
  readonly value: string | readonly string[]
}

function judgeValue({ name, attribute, value }: Judged, issues: Issue[]): void {
  const values = typeof value === 'string' ? [value] : value
  const { most = 1, least = 0 } = attribute
  if (values.length > most)
    issues.push(error('too_many', name, `${name} stands ${values.length} times, at most ${most} are taken`))
  if (values.length < least)
    issues.push(error('too_few', name, `${name} stands ${values.length} times, at least ${least} are needed`))
  for (const text of values) {
    const issue = faultOf(name, attribute, text)
    if (issue !== undefined) issues.push(issue)
  }
}

function faultOf(name: string, { longest, words, form, isRequired }: Attribute, text: string): Issue | undefined {
  if (text === '') return isRequired ? error('missing', name, `${name} is missing`) : undefined
  if (longest !== undefined && text.length > longest && [...text].length > longest)
    return error('too_long', name, `${name} has ${[...text].length} letters, at most ${longest} are taken`)
  if (words !== undefined && !words.includes(text))
    return error('not_in_list', name, `${name} is “${text.slice(0, 60)}”, and must be one of: ${words.join(', ')}`)
  const fault = form === undefined ? undefined : FORMS[form](text)
  return fault === undefined ? undefined : error(`bad_${form}`, name, `${name} ${fault}: “${text.slice(0, 80)}”`)
}
