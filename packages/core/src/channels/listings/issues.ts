import { type BaseIssue, getDotPath } from 'valibot'
import type { Issue } from '../acknowledgement.ts'
import type { ListingCause, ListingIssue } from '../model.ts'

export type Fields = Readonly<Record<string, string>>

/** The channel's words against an item, with the field as we call it. */
export function issuesOf(issues: readonly Issue[], fields: Fields = {}): ListingIssue[] {
  return issues.map(({ severity, code, message, field }) => {
    const ours = field === undefined ? undefined : ourField(field, fields)
    return {
      severity,
      code,
      message,
      theirField: field ?? null,
      field: ours ?? null,
      hint: ours === undefined ? null : hintFor(ours),
    }
  })
}

/**
 * The longest name that the channel's field begins with: `images.0.url` is told by `images`. A star keeps what follows, for fields that the
 * channel names at run time: with `'aspects.*': 'attributes.*'`, `aspects.Material` is `attributes.Material`.
 */
function ourField(theirs: string, fields: Fields): string | undefined {
  const parts = theirs.split(/[.[\]/]+/).filter((part) => part !== '')
  for (let length = parts.length; length > 0; length -= 1) {
    const found = fields[parts.slice(0, length).join('.')]
    if (found !== undefined) return found
    const starred = fields[[...parts.slice(0, length - 1), '*'].join('.')]
    if (starred !== undefined) return starred.replace('*', parts.slice(length - 1).join('.'))
  }
  return fields[theirs]
}

function hintFor(field: string): string {
  return field.startsWith('connection.')
    ? `Change ${field.slice('connection.'.length)} in the settings of the connection.`
    : `Change ${field} in the catalogue, or override it for this channel.`
}

/** What is wrong with the shape that a channel's mapping made, before anything is sent. */
export function issuesOfShape(issues: readonly BaseIssue<unknown>[], fields: Fields = {}): ListingIssue[] {
  return issuesOf(
    issues.map((issue) => ({
      severity: 'error',
      code: issue.received === 'undefined' ? 'missing' : 'invalid',
      message: issue.message,
      field: getDotPath(issue) ?? '',
    })),
    fields,
  )
}

export function causeOf(code: string, message: string, issues: readonly ListingIssue[] = []): ListingCause {
  return { code, message, issues: [...issues] }
}

/** The first thing that is wrong, for lists. */
export function wordsOfIssues(issues: readonly ListingIssue[]): string {
  const [first] = issues.filter(({ severity }) => severity === 'error').concat(issues)
  if (first === undefined) return 'no reason was given'
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  return `${first.field === null ? '' : `${first.field}: `}${first.message}${more}`
}
