import * as v from 'valibot'
import { on, subscription } from '../../../packages/core/src/events/index.ts'
import { job } from '../../../packages/core/src/jobs/index.ts'
import { type Context, contribute, mountable, type Room, route, run } from '../../../packages/core/src/kernel/index.ts'
import { orderPlaced } from '../../../packages/core/src/orders/index.ts'
import { type PaymentProvider, paymentProvider } from '../../../packages/core/src/payments/index.ts'
import { verifySigned } from '../../../packages/core/src/payments/standard-webhooks.ts'

/** What a plugin knows and may not let out, not even when it breaks. */
export interface Kept {
  readonly webhookSecret: string
  readonly email: string
  readonly apiKey: () => string
  /** Stores what it is given as it is: the mistake that the search must find. */
  readonly isCareless?: boolean
}

const contract = {
  store: route.post('/vault', {
    body: v.strictObject({ name: v.string(), secret: v.string() }),
    access: 'vault:write',
    output: v.object({ name: v.string() }),
  }),
  use: route.get('/vault/:name', { access: 'vault:read', output: v.object({ length: v.number() }) }),
  break: route.get('/vault/:name/broken', { access: 'vault:read', output: v.object({}) }),
}

const insert = (name: string, sealed: string) => ({
  sql: 'insert into vault_secrets (name, sealed) values (?, ?)',
  args: [name, sealed],
})

const purpose = (name: string) => `vault/${name}`

async function opened(ctx: Context, name: string): Promise<string> {
  const [[sealed] = []] = await ctx.db.raw('select sealed from vault_secrets where name = ?', [name])
  return ctx.sealer.unseal(String(sealed), purpose(name))
}

/** A plugin as one may be: it keeps the secrets of a provider, and everything that it does besides fails with the worst of words. */
export function vaultRoom({ webhookSecret, email, apiKey, isCareless = false }: Kept): Room {
  const failure = () =>
    Object.assign(new Error(`Failed query: select ?\nparams: ${email},${apiKey()}`), {
      config: { headers: { authorization: `Bearer ${apiKey()}` } },
      cause: new Error(`could not tell ${email} with ${apiKey()} at https://pay.example/?token=${webhookSecret}`),
    })
  const provider: PaymentProvider = {
    id: 'vault',
    names: { en: 'Vault' },
    captureMode: 'manual',
    multiCapture: false,
    authorize: async ({ key }) => ({ ref: `ref-${key}`, status: 'authorized' }),
    read: async () => null,
    capture: async () => Promise.reject(failure()),
    cancel: async ({ key }) => ({ status: 'succeeded', ref: key }),
    refund: async ({ key }) => ({ status: 'succeeded', ref: key }),
    webhook: {
      verify: (message, ctx) => {
        const id = verifySigned(webhookSecret, message, ctx.now())
        return id === null ? null : { id, key: null }
      },
    },
  }
  return {
    id: 'vault',
    migrations: [
      {
        name: '0001_vault',
        statements: ['create table vault_secrets (name text primary key not null, sealed text not null) strict'],
      },
    ],
    mounts: [
      mountable<typeof contract, Context>('admin', contract, {
        store: async ({ ctx, body: { name, secret } }) => {
          const sealed = isCareless ? secret : ctx.sealer.seal(secret, purpose(name))
          await run(ctx, {
            name: 'vault.store',
            plan: () => ({ statements: [insert(name, sealed)], result: null }),
          })
          return { name }
        },
        use: async ({ ctx, params }) => ({ length: (await opened(ctx, params.name)).length }),
        break: () => Promise.reject(failure()),
      }),
    ],
    contributes: [
      contribute(paymentProvider, provider),
      contribute(subscription, on(orderPlaced, { name: 'vault/order.placed', run: () => Promise.reject(failure()) })),
      contribute(job, { name: 'vault/tidy', every: '1d', run: () => Promise.reject(failure()) }),
    ],
  }
}
