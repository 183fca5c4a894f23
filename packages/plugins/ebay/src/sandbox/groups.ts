import { Hono } from 'hono'
import * as v from 'valibot'
import { requireLanguage } from './inventory.ts'
import { show } from './offers.ts'
import { refuse } from './refuse.ts'
import { requirePublishable } from './rules.ts'
import { groupOf, newNumber, offerOf, type StoredGroup, type World } from './world.ts'

const GroupBody = v.looseObject({
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  variantSKUs: v.pipe(v.array(v.string()), v.minLength(1)),
  variesBy: v.object({
    aspectsImageVariesBy: v.pipe(v.array(v.string()), v.minLength(1)),
    specifications: v.array(v.object({ name: v.string(), values: v.pipe(v.array(v.string()), v.minLength(1)) })),
  }),
})
const Named = v.object({ inventoryItemGroupKey: v.string(), marketplaceId: v.string() })

/** Groups: several SKUs as one listing. */
export function groupRoutes(world: World): Hono {
  const app = new Hono()
  app.get('/inventory_item_group/:key', (c) => {
    const { key, skus, body } = requireGroup(world, c.req.param('key'), 'seen')
    return c.json({ ...body, inventoryItemGroupKey: key, variantSKUs: skus })
  })
  app.put('/inventory_item_group/:key', async (c) => {
    requireLanguage(c.req.header('content-language'))
    const isNew = put(world, c.req.param('key'), await c.req.json())
    return isNew ? c.json({ warnings: [] }, 201) : c.json({ warnings: [] }, 200)
  })
  app.delete('/inventory_item_group/:key', (c) => {
    world.groups.remove(requireGroup(world, c.req.param('key')).key)
    return c.body(null, 204)
  })
  app.post('/offer/publish_by_inventory_item_group', async (c) => {
    const { inventoryItemGroupKey } = v.parse(Named, await c.req.json())
    return c.json({ listingId: publish(world, requireGroup(world, inventoryItemGroupKey)), warnings: [] })
  })
  app.post('/offer/withdraw_by_inventory_item_group', async (c) => {
    const { inventoryItemGroupKey } = v.parse(Named, await c.req.json())
    const group = requireGroup(world, inventoryItemGroupKey)
    for (const sku of group.skus) hide(world, sku)
    world.groups.set(group.key, { ...group, listingId: null })
    return c.body(null, 204)
  })
  return app
}

function requireGroup({ groups }: World, key: string, as: 'get' | 'seen' = 'get'): StoredGroup {
  const group = groups[as](key)
  if (group === undefined)
    throw refuse({ status: 404, errorId: 25705, message: `The Inventory Item Group named ${key} could not be found.` })
  return group
}

/** What buyers choose by must be what the members say; a member that was sold cannot leave. */
function put(world: World, key: string, input: unknown): boolean {
  const read = v.safeParse(GroupBody, input)
  if (!read.success) throw refuse({ status: 400, errorId: 25709, message: read.issues[0].message })
  const { variantSKUs, ...body } = read.output
  const before = world.groups.get(key)
  for (const sku of variantSKUs) requireMember(world, { key, sku, specifications: body.variesBy.specifications })
  const left = (before?.skus ?? []).filter((sku) => !variantSKUs.includes(sku))
  const sold = left.find((sku) => wasSold(world, sku))
  if (sold !== undefined)
    throw refuse({ status: 400, errorId: 25019, message: `${sold} was sold and cannot be removed from the group.` })
  for (const sku of left) hide(world, sku)
  world.groups.set(key, { key, skus: variantSKUs, body, listingId: before?.listingId ?? null })
  return before === undefined
}

interface Member {
  readonly key: string
  readonly sku: string
  readonly specifications: readonly { readonly name: string; readonly values: readonly string[] }[]
}

function requireMember(world: World, { key, sku, specifications }: Member): void {
  const item = world.items.get(sku)
  if (item === undefined) throw refuse({ status: 400, errorId: 25701, message: `${sku} is not in the system` })
  const other = groupOf(world, sku)
  if (other !== undefined && other.key !== key)
    throw refuse({ status: 400, errorId: 25703, message: `${sku} is already a member of another group.` })
  const offer = offerOf(world, sku)
  if (other === undefined && offer?.isPublished === true)
    throw refuse({ status: 400, errorId: 25704, message: `${sku} is already listed as a single SKU listing.` })
  const { aspects = {} } = item.body.product as { readonly aspects?: Readonly<Record<string, readonly string[]>> }
  const odd = specifications.find(({ name, values }) => !(aspects[name] ?? []).some((value) => values.includes(value)))
  if (odd !== undefined)
    throw refuse({
      status: 400,
      errorId: 25022,
      message: `Invalid attribute. ${odd.name} of ${sku} is not in the group.`,
    })
}

const wasSold = ({ orders }: World, sku: string) =>
  orders.all().some(({ order }) => (order.lineItems as { readonly sku?: string }[]).some((line) => line.sku === sku))

function hide(world: World, sku: string): void {
  const offer = offerOf(world, sku)
  if (offer !== undefined) world.offers.set(offer.offerId, { ...offer, isPublished: false, listingId: null })
}

function publish(world: World, group: StoredGroup): string {
  const listingId = group.listingId ?? newNumber(world.kit)
  const offers = group.skus.flatMap((sku) => offerOf(world, sku) ?? [])
  if (offers.length === 0) throw refuse({ status: 400, errorId: 25725, message: 'No offer found' })
  for (const offer of offers) requirePublishable(world, offer, { isNew: true })
  for (const offer of offers) show(world, offer, listingId)
  world.groups.set(group.key, { ...group, listingId })
  return listingId
}
