export const readme = `# @vitrine/plugin-sample-plugin

Sample plugin as a sales channel of a Vitrine shop: listings that are looked at, stock and prices by a lane of their own, orders with what is
told back.

## Install

\`\`\`ts
import { createCommerce } from '@vitrine/core'
import { samplePlugin } from '@vitrine/plugin-sample-plugin'

const commerce = await createCommerce({ database: { url: 'file:.data/shop.db' }, plugins: [samplePlugin()] })
\`\`\`

Then connect an account (\`POST /admin/connections\`); it is a dry run until it is confirmed.

| setting | meaning |
|---|---|
| \`market\` | \`nl\`, \`pl\` or \`ua\`: where the offers stand |

| credential | meaning |
|---|---|
| \`clientId\`, \`clientSecret\` | of the seller's account; sealed, and exchanged for a token that lasts an hour |

Which category an item belongs to is said by the connection's mapping of collections (\`PUT /admin/connections/:id/mappings\`,
\`{ "category": { "*": "tools" } }\`).

## What goes wrong

| code | meaning | what to do |
|---|---|---|
| \`NO_CATEGORY\` | the item has no category | map its collection, or \`*\`, to a category |
| \`UNKNOWN_CATEGORY\`, \`CATEGORY_CLOSED\` | no such category, or nobody may sell in it | choose another |
| \`MISSING_ATTRIBUTE\` | the category wants an attribute that the item does not have | add it as an option of the product |
| \`UNKNOWN_OFFER\` | stock or price of an offer that is gone | nothing: the next look at the listing lists it again |
| \`TOKEN_UNKNOWN\`, \`TOKEN_EXPIRED\`, \`invalid_client\` | the credentials are not taken | connect the account again |
| \`RATE_LIMITED\` | too many calls | nothing: the engine waits as long as it is told to |

## What is covered

Offers, ends, reads by key and page by page, stock, prices, orders, acknowledgement, shipments and cancellation, against the contract of the
marketplace sandbox. Orders are asked for every two minutes. Left out: messages (webhooks), refunds.
`

export const quality = `# What this plugin claims, checked by \`vitrine plugin check sample-plugin\`.
# Each rule is done, todo, or exempt (why).
kind: channel
rules:
  conformance: done
  settings-form: done
  connection-test: done
  documentation: done
  clean-uninstall: done
  failure-matrix: done
  orders-arrive: done
  no-op-resync: done
  error-catalogue: done
  fixtures: done
  crash-resume: done
  drift: done
  adoption: done
  upgrade: todo
  languages: done
  admin-surfaces: done
  load: todo
  lag-stated: todo
  verified: todo
  strict-types: done
  benchmark: todo
  maintainers: todo
`
