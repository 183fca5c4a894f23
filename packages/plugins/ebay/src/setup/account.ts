import * as v from 'valibot'
import type { Ebay } from '../api/connect.ts'

const named = { name: v.optional(v.string(), ''), description: v.optional(v.string()) }
const Fulfillment = v.object({
  fulfillmentPolicies: v.optional(v.array(v.object({ ...named, fulfillmentPolicyId: v.string() })), []),
})
const Payment = v.object({
  paymentPolicies: v.optional(v.array(v.object({ ...named, paymentPolicyId: v.string() })), []),
})
const Return = v.object({ returnPolicies: v.optional(v.array(v.object({ ...named, returnPolicyId: v.string() })), []) })
const Locations = v.object({
  locations: v.optional(
    v.array(
      v.object({
        merchantLocationKey: v.string(),
        name: v.optional(v.string()),
        merchantLocationStatus: v.optional(v.string()),
        locationTypes: v.optional(v.array(v.string()), []),
      }),
    ),
    [],
  ),
})
const Programs = v.object({
  programs: v.optional(v.array(v.object({ programType: v.optional(v.string(), '') })), []),
})
const Privileges = v.object({
  sellerRegistrationCompleted: v.optional(v.boolean(), false),
})

export interface Choice {
  readonly id: string
  readonly name: string
}

/** What the settings may name, from the account itself (Account API, and the locations of the Inventory API). */
export async function readSetup(api: Ebay) {
  const { sellers, inventory, settings } = api
  const query = { marketplace_id: settings.marketplace }
  const at = { query, bucket: 'account' } as const
  const [fulfillment, payment, returns, places, programs] = await Promise.all([
    sellers.get('/fulfillment_policy', { ...at, output: Fulfillment }),
    sellers.get('/payment_policy', { ...at, output: Payment }),
    sellers.get('/return_policy', { ...at, output: Return }),
    inventory.get('/location', { query: { limit: '100' }, bucket: 'inventory', output: Locations }),
    sellers.get('/program/get_opted_in_programs', { bucket: 'account', output: Programs }),
  ])
  return {
    fulfillmentPolicies: fulfillment.body.fulfillmentPolicies.map((one) => choice(one.fulfillmentPolicyId, one.name)),
    paymentPolicies: payment.body.paymentPolicies.map((one) => choice(one.paymentPolicyId, one.name)),
    returnPolicies: returns.body.returnPolicies.map((one) => choice(one.returnPolicyId, one.name)),
    locations: places.body.locations.map((one) => ({
      ...choice(one.merchantLocationKey, one.name ?? one.merchantLocationKey),
      isEnabled: one.merchantLocationStatus !== 'DISABLED',
      isStore: one.locationTypes.includes('STORE'),
    })),
    /** Business policies must be switched on before listings can name them. */
    hasPolicies: programs.body.programs.some(({ programType }) => programType === 'SELLING_POLICY_MANAGEMENT'),
  }
}

const choice = (id: string, name: string): Choice => ({ id, name })

/** The test button: whether the account may sell (getPrivileges). */
export async function testAccount({ sellers, settings }: Ebay): Promise<{ readonly account: string }> {
  const { body } = await sellers.get('/privilege', { bucket: 'account', output: Privileges })
  const state = body.sellerRegistrationCompleted ? '' : ', whose registration as a seller is not complete'
  return { account: `an account at ${settings.marketplace}${state}` }
}
