import type { Issue } from '@vitrine/core'
import * as v from 'valibot'

/** What a report says against one message; null is against the feed as a whole. */
export interface Finding {
  readonly messageId: number | null
  readonly issue: Issue
}

const ListingsReport = v.object({
  issues: v.optional(
    v.array(
      v.object({
        messageId: v.optional(v.number()),
        code: v.optional(v.string()),
        severity: v.string(),
        message: v.string(),
        attributeName: v.optional(v.string()),
      }),
    ),
    [],
  ),
})

/** Reads a report of a listings feed (JSON, version 2.0) or of an order feed (XML, `ProcessingReport`). Throws when it is neither. */
export function findingsOf(report: unknown): readonly Finding[] {
  if (typeof report === 'string') return findingsInXml(report)
  return v.parse(ListingsReport, report).issues.map(({ messageId, code, severity, message, attributeName }) => ({
    messageId: messageId ?? null,
    issue: {
      severity: severity === 'ERROR' ? 'error' : 'warning',
      code: code ?? 'feed',
      message,
      ...(attributeName === undefined ? {} : { field: attributeName }),
    },
  }))
}

/** The report is flat and Amazon's own, so its few elements are picked out without a parser. */
function findingsInXml(xml: string): readonly Finding[] {
  if (!xml.includes('<ProcessingReport>')) throw new TypeError('the report is no ProcessingReport')
  return [...xml.matchAll(/<Result>([\s\S]*?)<\/Result>/g)].map(([, result = '']) => {
    const messageId = Number(textOf(result, 'MessageID') ?? 0)
    return {
      messageId: messageId > 0 ? messageId : null,
      issue: {
        severity: textOf(result, 'ResultCode') === 'Error' ? 'error' : 'warning',
        code: textOf(result, 'ResultMessageCode') ?? 'feed',
        message: textOf(result, 'ResultDescription') ?? 'no reason was given',
      },
    }
  })
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

function textOf(xml: string, element: string): string | undefined {
  const [, text] = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml) ?? []
  return text?.replaceAll(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => ENTITIES[name] ?? whole).trim()
}
