import { Hono } from 'hono'
import { refuse } from './refuse.ts'
import { POLICIES } from './rules.ts'
import type { World } from './world.ts'

/** The seller's account: business policies, programs. */
export function accountRoutes(): Hono {
  const app = new Hono()
  app.get('/fulfillment_policy', (c) =>
    c.json({ fulfillmentPolicies: [{ fulfillmentPolicyId: POLICIES.fulfillment, name: 'Parcel' }], total: 1 }),
  )
  app.get('/payment_policy', (c) =>
    c.json({ paymentPolicies: [{ paymentPolicyId: POLICIES.payment, name: 'Managed payments' }], total: 1 }),
  )
  app.get('/return_policy', (c) =>
    c.json({ returnPolicies: [{ returnPolicyId: POLICIES.return, name: '30 days' }], total: 1 }),
  )
  app.get('/program/get_opted_in_programs', (c) => c.json({ programs: [{ programType: 'SELLING_POLICY_MANAGEMENT' }] }))
  app.get('/privilege', (c) => c.json({ sellerRegistrationCompleted: true }))
  return app
}

const TREE = { categoryTreeId: '77', categoryTreeVersion: '130' }

/** Categories and their item specifics. */
export function taxonomyRoutes({ categories }: World): Hono {
  const app = new Hono()
  app.get('/get_default_category_tree_id', (c) => c.json(TREE))
  app.get('/category_tree/:tree/get_category_suggestions', (c) => {
    const words = (c.req.query('q') ?? '').toLowerCase().split(/\s+/)
    const found = categories.filter(({ name }) => words.some((word) => name.toLowerCase().includes(word)))
    const categorySuggestions = found.map(({ id, name, path }) => ({
      category: { categoryId: id, categoryName: name },
      categoryTreeNodeLevel: path.length + 1,
      categoryTreeNodeAncestors: path.map((categoryName, at) => ({ categoryName, categoryTreeNodeLevel: at + 1 })),
    }))
    return c.json({ ...TREE, categorySuggestions })
  })
  app.get('/category_tree/:tree/get_item_aspects_for_category', (c) => {
    const category = categories.find(({ id }) => id === c.req.query('category_id'))
    if (category === undefined)
      throw refuse({ status: 400, errorId: 62009, message: 'The specified category ID must be a leaf category.' })
    return c.json({
      aspects: category.aspects.map(({ name, isRequired = false, isForVariations = false, values = [] }) => ({
        localizedAspectName: name,
        aspectConstraint: {
          aspectRequired: isRequired,
          aspectEnabledForVariations: isForVariations,
          aspectMode: values.length > 0 ? 'SELECTION_ONLY' : 'FREE_TEXT',
          itemToAspectCardinality: 'SINGLE',
          aspectMaxLength: 65,
        },
        aspectValues: values.map((localizedValue) => ({ localizedValue })),
      })),
    })
  })
  return app
}

/** The key that notifications are checked with. */
export function notificationRoutes({ keys }: World): Hono {
  const app = new Hono()
  app.get('/public_key/:kid', (c) => {
    if (c.req.param('kid') !== keys.kid)
      throw refuse({ status: 404, errorId: 195001, message: 'The specified key id is invalid.' })
    const key = String(keys.publicKey.export({ type: 'spki', format: 'pem' })).replaceAll('\n', '')
    return c.json({ algorithm: 'ECDSA', digest: 'SHA1', key })
  })
  return app
}
