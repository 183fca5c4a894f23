import { marketplaceSandbox } from '@vitrine/core/testing'

/** The marketplace in a process of its own, with one seller for each connection and no limits of its own. */
const plenty = { rate: 100_000, burst: 100_000 }
const sellers = Number(process.argv[2])
const clients = Object.fromEntries(
  Array.from({ length: sellers }, (_, number) => [`seller-${number}`, 'a-secret-of-the-bench']),
)
const sandbox = await marketplaceSandbox({
  seed: 1,
  clients,
  knobs: { rates: { reads: plenty, writes: plenty, fast: plenty } },
})
process.on('message', (message) => {
  if (message === 'state')
    process.send?.({
      state: Object.keys(clients).map((client) =>
        sandbox.act.state({ client }).offers.map(({ offerKey, quantity }) => [offerKey, quantity]),
      ),
    })
  if (message === 'calls') process.send?.({ calls: sandbox.calls().at(-1)?.number ?? 0 })
  if (message === 'stop') void sandbox.stop().then(() => process.exit(0))
})
process.send?.({ url: sandbox.url })
