import { ok, strictEqual } from 'node:assert/strict'
import { is } from 'valibot'
import type { Endpoint } from '../../../kernel/index.ts'
import type { PluginCases } from './cases.ts'
import { addressOf, garbageFor } from './garbage.ts'
import type { Asked, PluginWorld } from './world.ts'

const endpointsOf = ({ plugin }: PluginWorld): [string, Endpoint][] => Object.entries(plugin.definition.contract ?? {})

/** What is wrong with an answer; undefined when it is as the contract says. */
async function fault(answer: Response, { kind, output }: Endpoint): Promise<string | undefined> {
  if (answer.status >= 500) return `answers ${answer.status}`
  if (answer.status >= 400) {
    const problem = (await answer.json().catch(() => null)) as { readonly code?: unknown } | null
    return typeof problem?.code === 'string' ? undefined : `refuses with ${answer.status} and no code`
  }
  if (kind !== 'json' || output === undefined || answer.status !== 200) {
    await answer.body?.cancel()
    return undefined
  }
  const body: unknown = await answer.json().catch(() => undefined)
  return is(output, body) ? undefined : 'answers what its contract does not say'
}

const told = ({ method, path, body = '' }: Asked) => `${method} ${path.slice(0, 120)} ${body.slice(0, 120)}`

export const endpointCases: PluginCases = {
  'endpoints: garbage is refused in words, and breaks nothing': {
    needs: ['endpoints'],
    run: async (world) => {
      const shop = await world.open()
      await world.live(shop)
      for (const [name, endpoint] of endpointsOf(world)) {
        let heard = 0
        for (const asked of garbageFor(world.plugin.id, endpoint)) {
          const answer = await world.ask(shop, asked)
          if (![401, 403, 429].includes(answer.status)) heard += 1
          const wrong = endpoint.kind === 'raw' && answer.status < 500 ? undefined : await fault(answer, endpoint)
          ok(wrong === undefined, `${name} ${wrong}: ${told(asked)}`)
        }
        ok(heard > 0 || endpoint.access === 'customer', `${name} was never reached`)
      }
      strictEqual(/"level":(?:50|60)\b/.test(world.logged()), false, 'something was logged as an error')
    },
  },
  'endpoints: nobody gets in where people must sign in': {
    needs: ['endpoints'],
    run: async (world) => {
      const shop = await world.open()
      for (const [name, endpoint] of endpointsOf(world)) {
        if (endpoint.access === 'public') continue
        const asked = {
          method: endpoint.method,
          path: addressOf(world.plugin.id, endpoint, 'x'),
          as: 'nobody' as const,
        }
        const { status } = await world.ask(shop, { ...asked, ...(endpoint.method === 'GET' ? {} : { body: '{}' }) })
        ok(status === 401 || status === 403, `${name} answers ${status} to anybody`)
      }
    },
  },
}
