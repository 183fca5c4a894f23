export const readme = `# @vitrine/plugin-sample-plugin

Sample plugin for a Vitrine shop: counts what everybody ordered.

## Install

\`\`\`ts
import { createCommerce } from '@vitrine/core'
import { samplePlugin } from '@vitrine/plugin-sample-plugin'

const commerce = await createCommerce({
  database: { url: 'file:.data/shop.db' },
  plugins: [samplePlugin({ keepDays: 365 })],
})
\`\`\`

| setting | meaning |
|---|---|
| \`keepDays\` | buyers who were not here for so many days are forgotten; default 730 |

| endpoint | who | answers |
|---|---|---|
| \`GET /admin/sample-plugin/buyers/:email\` | \`orders:read\` | how many orders, and when the last one was |

## What goes wrong

| code | meaning | what to do |
|---|---|---|
| \`sample-plugin.unknownBuyer\` | nobody ordered with this address, or it was forgotten | look at the spelling |

## What is covered

Orders of all channels are counted when they are placed, also those that came in while the plugin was disabled. Left out: orders of before it
was installed.
`

export const quality = `# What this plugin claims, checked by \`vitrine plugin check sample-plugin\`.
# Each rule is done, todo, or exempt (why).
kind: feature
rules:
  conformance: done
  settings-form: done
  connection-test: exempt (it connects to nobody)
  documentation: done
  clean-uninstall: done
  failure-matrix: done
  orders-arrive: exempt (no orders come from it)
  no-op-resync: done
  error-catalogue: done
  fixtures: exempt (it calls nobody)
  crash-resume: done
  drift: exempt (it shows nothing elsewhere)
  adoption: exempt (it shows nothing elsewhere)
  upgrade: done
  languages: done
  admin-surfaces: done
  load: todo
  lag-stated: todo
  verified: exempt (there is no account to verify it on)
  strict-types: done
  benchmark: todo
  maintainers: todo
`
