import { ok } from 'node:assert/strict'
import type { Commerce } from '../../../commerce.ts'
import type { PluginCases } from './cases.ts'
import { garbageFor } from './garbage.ts'
import { ownRows } from './state.ts'
import type { PluginWorld } from './world.ts'

async function answersTo({ plugin, ask }: PluginWorld, shop: Commerce): Promise<string[]> {
  const answers: string[] = []
  for (const endpoint of Object.values(plugin.definition.contract ?? {})) {
    if (endpoint.kind !== 'json') continue
    for (const asked of garbageFor(plugin.id, endpoint)) answers.push(await (await ask(shop, asked)).text())
  }
  return answers
}

export const toldCases: PluginCases = {
  'secrets: they stand in no answer, form, record or log': async (world) => {
    const shop = await world.open()
    await world.live(shop)
    const texts = [
      ...(await answersTo(world, shop)),
      JSON.stringify(await shop.call.admin.plugins.list({})),
      JSON.stringify(await ownRows(shop, world.plugin.id)),
      world.logged(),
    ]
    for (const secret of world.secrets) for (const text of texts) ok(!text.includes(secret), 'a secret can be read')
  },
}
