import { afterEach, describe, expect, it } from 'vitest'
import { type Actor, insertInto, run, runExclusive, systemContext } from '../kernel/index.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { audit } from './audit.ts'
import { listAudit } from './audit-list.ts'
import { accessRoom } from './room.ts'
import { signInFailures } from './schema.ts'

let test: TestApp
afterEach(() => test.close())

const insert = insertInto(signInFailures)
const staffMember: Actor = { kind: 'staff', id: 'stf_1', scopes: ['*'] }
const changed = 'prd_01jx0000000000000000000000'

async function entriesAfter(actor: Actor, isOwnRow: boolean) {
  test = await openTestApp({ contributes: accessRoom.contributes ?? [] })
  const ctx = systemContext(test.app, actor)
  await run(ctx, {
    name: 'product.update',
    plan: (commandId) => ({
      statements: [
        insert({ key: commandId, count: 1, windowEndsAt: 1 }),
        ...(isOwnRow ? [audit(ctx, { action: 'product.rename', subject: changed })] : []),
      ],
      result: { product: { id: changed } },
    }),
  })
  return (await listAudit(ctx, { limit: 10 })).items
}

describe('a command of staff', () => {
  it('has an audit row although its service wrote none', async () => {
    expect(await entriesAfter(staffMember, false)).toMatchObject([
      { action: 'product.update', subject: changed, actorKind: 'staff', actorId: 'stf_1' },
    ])
  })

  it('has only the row that its service wrote', async () => {
    expect(await entriesAfter({ ...staffMember, kind: 'key' }, true)).toMatchObject([{ action: 'product.rename' }])
  })

  it('has one also when it holds the writer', async () => {
    test = await openTestApp({ contributes: accessRoom.contributes ?? [] })
    const ctx = systemContext(test.app, staffMember)
    await runExclusive(ctx, {
      name: 'stock.count',
      body: async (transaction) => {
        await transaction.run(insert({ key: 'k', count: 1, windowEndsAt: 1 }))
        return changed
      },
    })
    expect((await listAudit(ctx, { limit: 10 })).items).toMatchObject([{ action: 'stock.count', subject: changed }])
  })
})

describe('a command of a buyer', () => {
  it('leaves no audit row', async () => {
    expect(await entriesAfter({ kind: 'customer', id: 'cus_1', scopes: [] }, false)).toEqual([])
  })
})
