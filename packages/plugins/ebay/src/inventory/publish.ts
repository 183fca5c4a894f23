import type { Acknowledgement, Issue, Publication } from '@vitrine/core'
import type { Ebay } from '../api/connect.ts'
import { issuesOf } from '../api/faults.ts'
import { revise } from '../revisions.ts'
import type { Group, Shape } from '../shape.ts'
import { publishGroup, putGroup } from './groups.ts'
import { putItems } from './items.ts'
import { type Offered, putOffer, withdrawOffer } from './offers.ts'
import { refusedOf, settled } from './outcome.ts'
import { PublishAnswer, type PublishEntry } from './wire.ts'

type Entry = Publication<Shape>
/** An entry whose item and offer are at eBay. */
interface Ready extends Offered {
  readonly entry: Entry
  readonly warnings: readonly Issue[]
}

const isAcknowledged = (one: object): one is Acknowledgement => 'outcome' in one

/** Puts up to 25 SKUs: items in one call, an offer for each, and what is not shown yet is published together. */
export function publish(api: Ebay, entries: readonly Entry[]): Promise<readonly Acknowledgement[]> {
  const isFree = ({ operation }: Entry) => operation === 'create'
  return revise(api, { entries, isStock: false, isFree }, (going) => put(api, going))
}

async function put(api: Ebay, entries: readonly Entry[]): Promise<readonly Acknowledgement[]> {
  await leaveOldListings(api, entries)
  const staged = await Promise.all(await stage(api, entries))
  const ready = staged.filter((one) => !isAcknowledged(one)) as readonly Ready[]
  const shown = await Promise.all([
    publishSingles(api, ready),
    ...groupsOf(ready).map((group) => publishOne(api, group)),
  ])
  return [...staged.filter(isAcknowledged), ...shown.flat()]
}

/** A SKU is in one listing only: one that goes from a listing of its own into a group leaves the old one first (error 25704). */
async function leaveOldListings(api: Ebay, entries: readonly Entry[]): Promise<void> {
  const moved = entries.filter(({ confirmed, shape }) => confirmed?.group === null && shape.group !== null)
  await Promise.all(moved.map(({ externalId }) => (externalId === null ? undefined : withdrawOffer(api, externalId))))
}

async function stage(api: Ebay, entries: readonly Entry[]): Promise<Promise<Ready | Acknowledgement>[]> {
  const answers = await putItems(api, entries)
  return entries.map(async (entry): Promise<Ready | Acknowledgement> => {
    const answer = answers.get(entry.key)
    if (answer === undefined) return { key: entry.key, outcome: 'again', message: 'eBay said nothing of this SKU.' }
    return refusedOf(entry.key, answer) ?? (await offered(api, entry, issuesOf([], answer.warnings)))
  })
}

/** Its offer, or why there is none. */
async function offered(api: Ebay, entry: Entry, warnings: readonly Issue[]): Promise<Ready | Acknowledgement> {
  const { key, price } = entry
  if (price === null) return rejected(key, { code: 'price', message: 'There is no price.', field: 'variant.price' })
  const put = await settled(key, () => putOffer(api, { ...entry, price }))
  return isAcknowledged(put) ? put : { ...put, entry, warnings }
}

function rejected(key: string, issue: Omit<Issue, 'severity'>): Acknowledgement {
  return { key, outcome: 'rejected', issues: [{ severity: 'error', ...issue }] }
}

const WAITS: Issue = {
  severity: 'warning',
  code: 'no-stock',
  message: 'eBay begins no listing without stock; buyers see it as soon as there is some.',
  field: 'variant.stock',
}

/** What has no stock waits there, ready to be shown by the stock lane. */
function live({ entry, offerId, warnings }: Ready, more: readonly Issue[] = []): Acknowledgement {
  return { key: entry.key, outcome: 'live', externalId: offerId, issues: [...warnings, ...more] }
}

/** SKUs with a listing of their own (bulkPublishOffer). */
async function publishSingles(api: Ebay, all: readonly Ready[]): Promise<readonly Acknowledgement[]> {
  const singles = all.filter(({ entry }) => entry.shape.group === null)
  const hidden = singles.filter(({ isPublished }) => !isPublished)
  const empty = hidden.filter(({ entry }) => entry.quantity === 0)
  const going = hidden.filter(({ entry }) => entry.quantity > 0)
  const answers = await publishOffers(
    api,
    going.map(({ offerId }) => offerId),
  )
  return [
    ...singles.filter(({ isPublished }) => isPublished).map((one) => live(one)),
    ...empty.map((one) => live(one, [WAITS])),
    ...going.map((one): Acknowledgement => {
      const { key } = one.entry
      const answer = answers.get(one.offerId)
      if (answer === undefined) return { key, outcome: 'again', message: 'eBay said nothing of this offer.' }
      return refusedOf(key, answer) ?? live(one, issuesOf([], answer.warnings))
    }),
  ]
}

/** Shows up to 25 offers to buyers; publishing what is shown already changes nothing. */
export async function publishOffers(
  api: Ebay,
  offerIds: readonly string[],
): Promise<ReadonlyMap<string, PublishEntry>> {
  if (offerIds.length === 0) return new Map()
  const { body } = await api.inventory.post('/bulk_publish_offer', {
    body: { requests: offerIds.map((offerId) => ({ offerId })) },
    bucket: 'inventory',
    output: PublishAnswer,
    isRepeatable: true,
  })
  return new Map(body.responses.map((one) => [one.offerId, one]))
}

interface Grouped {
  readonly group: Group
  readonly members: readonly Ready[]
}

function groupsOf(ready: readonly Ready[]): readonly Grouped[] {
  const groups = new Map<string, { group: Group; members: Ready[] }>()
  for (const one of ready) {
    const { group } = one.entry.shape
    if (group === null) continue
    const known = groups.get(group.key) ?? { group, members: [] }
    known.members.push(one)
    groups.set(group.key, known)
  }
  return [...groups.values()]
}

/** The variants of one product as one listing; what eBay says against it is said of each. */
async function publishOne(api: Ebay, { group, members }: Grouped): Promise<readonly Acknowledgement[]> {
  const isEmpty = members.every(({ isPublished, entry }) => !isPublished && entry.quantity === 0)
  const isNew = !isEmpty && members.some(({ isPublished }) => !isPublished)
  const done = await settled(group.key, async () => {
    await putGroup(
      api,
      group,
      members.map(({ entry }) => entry.key),
    )
    return { warnings: isNew ? issuesOf([], (await publishGroup(api, group.key)).warnings) : [] }
  })
  return members.map((one) =>
    isAcknowledged(done) ? { ...done, key: one.entry.key } : live(one, isEmpty ? [WAITS] : done.warnings),
  )
}
