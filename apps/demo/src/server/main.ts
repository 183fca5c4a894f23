import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Commerce, createCommerce, serve, withDevPlugins } from '@vitrine/core'
import { channelPages } from '../channels/app.tsx'
import { pickupDesk } from '../desk/app.tsx'
import { connectAccounts } from '../seeding/accounts/index.ts'
import { connectWindow } from '../seeding/accounts/window.ts'
import { seedCounters } from '../seeding/counters.ts'
import { isSeeded, seed, shopOf } from '../seeding/index.ts'
import { storefront } from '../storefront/app.tsx'
import { loadAssets } from '../storefront/assets.ts'
import { houseOf } from '../storefront/house.ts'
import { facesOf } from './faces.ts'
import { type Options, optionsOf, USAGE } from './options.ts'
import { type Platforms, platformFetch, startPlatforms } from './platforms.ts'
import { pluginsOf } from './plugins.ts'

/** The client build lies beside the server's. */
const CLIENT = fileURLToPath(new URL('../client', import.meta.url))

const say = (text: string) => void process.stdout.write(text)

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2), process.env)
  if (options === undefined) return say(USAGE)
  makeFolder(options.database.url)
  const operatorToken = randomBytes(32).toString('base64url')
  const platforms = startPlatforms(options.platforms)
  const plugins = await withDevPlugins(pluginsOf(options))
  const commerce = await createCommerce({
    database: options.database,
    publicUrl: options.publicUrl,
    log: { level: 'warn' },
    operatorToken,
    plugins,
    fetch: platformFetch({ plugins, told: platforms.told }),
  })
  await commerce.start()
  const shop = shopOf(commerce, operatorToken)
  if (!(await isSeeded(shop))) {
    await seed(shop, say)
    await seedCounters(commerce.call)
  }
  await connectWindow(commerce.call)
  const house = houseOf({ commerce, assets: loadAssets(CLIENT), publicUrl: options.publicUrl })
  const forStaff = { commerce, assets: house.assets, isSecure: house.isSecure }
  const [desk, channels] = [pickupDesk(forStaff), channelPages(forStaff)]
  const app = facesOf({ commerce, house, desk, channels, pages: storefront(house) })
  const { drain } = commerce
  const close = async () => {
    await commerce.close()
    platforms.stop()
  }
  const { url } = await serve({ app, drain, close }, { port: options.port, hostname: options.hostname })
  commerce.publishAddress(url)
  const addresses = await addressesOf(platforms)
  say(await announcement(commerce, { ...options, addresses }))
  await connectAccounts({ call: commerce.call, addresses, shopUrl: url, say })
}

/** Where the outside platforms are; one that did not open is told, and the shop goes on without it. */
async function addressesOf({ told }: Platforms): Promise<ReadonlyMap<string, string>> {
  const all = Object.entries(await told)
  for (const [name, one] of all) if ('fault' in one) say(`  ${name} is not open: ${one.fault}\n`)
  return new Map(all.flatMap(([name, one]) => ('url' in one ? [[name, one.url] as const] : [])))
}

function makeFolder(url: string): void {
  if (url.startsWith('file:'))
    mkdirSync(dirname(join('.', url.slice('file:'.length).replace(/^\/\//, ''))), { recursive: true })
}

/** Where each face of the shop is. */
async function announcement(
  commerce: Commerce,
  { publicUrl, addresses }: Options & { readonly addresses: ReadonlyMap<string, string> },
): Promise<string> {
  const staff = await commerce.firstStaffLink()
  const rows = [
    ['Storefront', publicUrl],
    ['API reference', `${publicUrl}/docs`],
    ['Pickup desk', `${publicUrl}/pickup-desk`],
    ['Channels', `${publicUrl}/channels`],
    ...[...addresses].map(([name, url]) => [`  ${name} sandbox`, url]),
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
