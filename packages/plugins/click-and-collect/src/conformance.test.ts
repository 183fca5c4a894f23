import { pluginConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { clickAndCollect } from './index.ts'

describe('click-and-collect', () => {
  const facts = {
    name: 'Ada',
    order: '10-2071',
    code: 'K7M4QX',
    store: 'Lipova Utrecht',
    address: ['Oudegracht 12', '3511 AB Utrecht'],
    phone: '+31 30 555 01 23',
    timeZone: 'Europe/Amsterdam',
    readyBy: 1_780_300_000_000,
    until: 1_780_700_000_000,
    lines: [{ title: 'Bee smoker', variant: 'Small', quantity: 2 }],
    link: 'https://shop.example.com/orders/ord_1',
  }
  const cases = pluginConformance(clickAndCollect, {
    facts: { ready: facts, reminder: facts, moved: facts },
    readme: new URL('../README.md', import.meta.url),
  })
  for (const { name, skip, timeout, run } of cases) it.skipIf(skip)(name, { timeout }, run)
})
