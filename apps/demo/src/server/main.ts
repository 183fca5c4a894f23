import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Commerce, createCommerce, serve } from '@vitrine/core'
import { pickupDesk } from '../desk/app.tsx'
import { seedCounters } from '../seeding/counters.ts'
import { isSeeded, seed, shopOf } from '../seeding/index.ts'
import { storefront } from '../storefront/app.tsx'
import { loadAssets } from '../storefront/assets.ts'
import { houseOf } from '../storefront/house.ts'
import { facesOf } from './faces.ts'
import { type Options, optionsOf, USAGE } from './options.ts'
import { pluginsOf } from './plugins.ts'

/** The client build lies beside the server's. */
const CLIENT = fileURLToPath(new URL('../client', import.meta.url))

const say = (text: string) => void process.stdout.write(text)

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2), process.env)
  if (options === undefined) return say(USAGE)
  makeFolder(options.database.url)
  const operatorToken = randomBytes(32).toString('base64url')
  const commerce = await createCommerce({
    database: options.database,
    publicUrl: options.publicUrl,
    log: { level: 'warn' },
    operatorToken,
    plugins: pluginsOf(options),
  })
  await commerce.start()
  const shop = shopOf(commerce, operatorToken)
  if (!(await isSeeded(shop))) {
    await seed(shop, say)
    await seedCounters(commerce.call)
  }
  const house = houseOf({ commerce, assets: loadAssets(CLIENT), publicUrl: options.publicUrl })
  const desk = pickupDesk({ commerce, assets: house.assets, isSecure: house.isSecure })
  const app = facesOf({ commerce, house, desk, pages: storefront(house) })
  const { drain, close } = commerce
  const { url } = await serve({ app, drain, close }, { port: options.port, hostname: options.hostname })
  commerce.publishAddress(url)
  say(await announcement(commerce, options))
}

function makeFolder(url: string): void {
  if (url.startsWith('file:'))
    mkdirSync(dirname(join('.', url.slice('file:'.length).replace(/^\/\//, ''))), { recursive: true })
}

/** Where each face of the shop is. */
async function announcement(commerce: Commerce, { publicUrl }: Options): Promise<string> {
  const staff = await commerce.firstStaffLink()
  const rows = [
    ['Storefront', publicUrl],
    ['API reference', `${publicUrl}/docs`],
    ['Pickup desk', `${publicUrl}/pickup-desk`],
    ['Mail outbox', `${publicUrl}/dev/mail`],
    ...(staff === undefined ? [] : [['First staff account', staff]]),
    ['Test card', 'choose "Test card" at the checkout: it pays, declines, or answers late, as you tell it'],
  ]
  const lines = rows.map(([name = '', text = '']) => `  ${name.padEnd(20)}${text}`)
  return `\n${lines.join('\n')}\n\nStop with Ctrl+C.\n`
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
