import { route } from '@vitrine/core/contract'
import { store } from '@vitrine/core/contract/store'
import { expect, test } from 'vitest'
import { contractClient } from './contract-client.ts'
import { json, scriptedFetch } from './fixtures/scripted-fetch.ts'
import { createSend } from './send.ts'

const contract = {
  balance: route.get('/balances/:customer', { output: store.payments.providers.output }),
  statements: {
    print: route.text('/statements/:id', {}),
    upload: route.upload('/statements', { output: store.browse.collection.output }),
    download: route.download('/statements/:id/file', {}),
  },
  live: route.events('/live', {}),
  hook: route.raw('POST', '/hook', {}),
}

function clientWith(...steps: Parameters<typeof scriptedFetch>) {
  const { fetch, seen } = scriptedFetch(...steps)
  return {
    client: contractClient(contract, { send: createSend({ base: '/store', headers: {}, fetch }), prefix: '/loyalty' }),
    seen,
  }
}

test('JSON is answered as the contract says', async () => {
  const { client, seen } = clientWith(json({ items: [] }))
  expect(await client.balance({ params: { customer: 'cus_1' } })).toEqual({ items: [] })
  expect(seen[0]?.url).toBe('/store/loyalty/balances/cus_1')
})

test('text is answered as text', async () => {
  const { client } = clientWith(new Response('7 points'))
  expect(await client.statements.print({ params: { id: '1' } })).toBe('7 points')
})

test('a file is sent as it is, with its type', async () => {
  const { client, seen } = clientWith(json({ id: '1' }), json({ id: '2' }))
  const body = new Uint8Array([1, 2, 3])
  expect(await client.statements.upload({ body, type: 'image/png' })).toEqual({ id: '1' })
  await client.statements.upload({ body })
  expect(seen[0]?.body).toBe(body)
  expect(seen.map(({ headers }) => headers.get('Content-Type'))).toEqual(['image/png', 'application/octet-stream'])
})

test('a download is the response itself', async () => {
  const { client } = clientWith(new Response('abc'))
  const response = await client.statements.download({ params: { id: '1' } })
  expect(response.bodyUsed).toBe(false)
})
