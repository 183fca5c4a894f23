import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict'
import type { Cases } from './cases.ts'

export const configCases: Cases = {
  'config: the forms are told, with secrets marked': {
    needs: ['credentials'],
    run: async (world) => {
      const { items } = await world.admin.channels.installed({})
      const form = JSON.stringify(items.find(({ id }) => id === world.channelId)?.credentials ?? null)
      ok(form.includes('"x-secret":true') || world.secrets.length === 0, 'no credential is marked as secret')
    },
  },
  'config: each credential that is missing is told by its field': {
    needs: ['credentials'],
    run: async (world) => {
      await world.admin.channels.pause({ params: { id: world.id } })
      for (const name of Object.keys(world.credentials)) {
        const { [name]: _left, ...credentials } = world.credentials as Record<string, unknown>
        const body = { channel: world.channelId, name: 'Incomplete', settings: world.settings, credentials }
        const made = await world.admin.channels.connect({ body }).catch((problem: unknown) => problem)
        if (!(made instanceof Error)) continue
        const { errors } = made as Error & { readonly errors?: readonly { readonly path: string }[] }
        ok(
          errors?.some(({ path }) => path === `body.credentials.${name}`),
          `${name} is not named`,
        )
      }
    },
  },
  'config: a wrong secret is told in words, and stops everything until it is changed': {
    needs: ['credentials'],
    run: async (world) => {
      const params = { id: world.id }
      await world.admin.channels.test({ params })
      await world.admin.channels.update({ params, body: { credentials: world.wrongCredentials } })
      await rejects(world.admin.channels.test({ params }), { code: 'channels.notConnected' })
      const before = world.platform.writes()
      await world.listAll()
      strictEqual(world.platform.writes() - before, 0)
      strictEqual((await world.admin.channels.get({ params })).health.status, 'broken')
      await world.admin.channels.update({ params, body: { credentials: world.credentials } })
      await world.settle()
      await world.expectAgreement()
    },
  },
  'lifecycle: a dry run sends nothing': {
    isConfirmed: false,
    run: async (world) => {
      const before = world.platform.writes()
      await world.listAll()
      strictEqual(world.platform.writes() - before, 0)
    },
  },
  'lifecycle: disabled in the middle of it, and enabled again, it ends where it should': async (world) => {
    const params = { id: world.channelId }
    world.platform.turn({ latency: 30 })
    await world.admin.channels.listItems({ params: { id: world.id }, body: { all: true } })
    await world.admin.plugins.disable({ params })
    await world.shop.commerce.idle()
    const before = world.platform.writes()
    await world.stock('VEIL-ONE', 5)
    await world.shop.commerce.idle()
    strictEqual(world.platform.writes() - before, 0)
    world.platform.calm()
    await world.admin.plugins.enable({ params })
    await world.settle()
    await world.expectAgreement()
  },
  'lifecycle: a connection that is removed ends what it showed, and leaves no row': async (world) => {
    await world.listAll()
    const params = { id: world.id }
    await rejects(world.admin.channels.remove({ params }), { code: 'channels.stillListed' })
    await world.admin.channels.unlist({ params, body: { all: true } })
    await world.settle()
    deepStrictEqual(
      (await world.platform.shows()).filter(({ isLive }) => isLive),
      [],
    )
    await world.admin.channels.remove({ params })
    ok(!(await world.stored()).includes(world.id), 'a row of it is left')
  },
}
