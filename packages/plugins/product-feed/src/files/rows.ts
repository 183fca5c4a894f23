import type { Item } from '@vitrine/core'
import { googleRow, type Judged, judgedForGoogle, type Offering } from '../offers/google-row.ts'
import { judgedForStores } from '../offers/local-rows.ts'
import { judgedForMeta } from '../offers/meta-row.ts'
import { GENERIC } from '../rules/generic.ts'
import { GOOGLE_ATTRIBUTES } from '../rules/google.ts'
import { judge } from '../rules/judge.ts'
import { LOCAL_ATTRIBUTES } from '../rules/local.ts'
import { META_ATTRIBUTES } from '../rules/meta.ts'
import type { Row } from '../rules/rule.ts'
import type { FeedSettings } from '../settings.ts'

const NAMES: Readonly<Record<FeedSettings['target'], readonly string[]>> = {
  google: Object.keys(GOOGLE_ATTRIBUTES),
  meta: Object.keys(META_ATTRIBUTES),
  generic: Object.keys(GOOGLE_ATTRIBUTES),
}

/** The attributes that may stand in a file, in their order. */
export function columnsOf({ kind, target, attributes }: FeedSettings): readonly string[] {
  if (kind === 'local') return Object.keys(LOCAL_ATTRIBUTES)
  const all = NAMES[target]
  return kind === 'supplemental' ? all.filter((name) => name === 'id' || attributes.includes(name)) : all
}

/** The rows of one item, each with everything that its reader would have against it. */
export function rowsOf(item: Item, settings: FeedSettings, at: Offering): readonly Judged[] {
  if (settings.kind === 'local') {
    const pickup = { method: settings.pickupMethod, sla: settings.pickupSla }
    return judgedForStores(item, { stores: settings.stores, pickup, at })
  }
  const judged = judgedFor(settings.target, item, at)
  return [settings.kind === 'supplemental' ? partOf(judged, columnsOf(settings)) : judged]
}

function judgedFor(target: FeedSettings['target'], item: Item, at: Offering): Judged {
  if (target === 'google') return judgedForGoogle(item, at)
  if (target === 'meta') return judgedForMeta(item, at)
  const row = googleRow(item, at)
  return { row, issues: judge(GENERIC, row, at) }
}

/** What a supplemental feed leaves to the primary one is not its fault. */
function partOf({ row, issues }: Judged, names: readonly string[]): Judged {
  const part: Row = Object.fromEntries(names.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])))
  return { row: part, issues: issues.filter(({ field = '' }) => names.includes(field)) }
}
