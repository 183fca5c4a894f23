import type { OpenApiDocument } from '../../../packages/core/src/kernel/index.ts'
import { openTestShop } from '../../../packages/core/src/testing/index.ts'

/** What a shop serves at `/openapi.json`, as a client gets it: text that was parsed. */
async function servedDocument(): Promise<OpenApiDocument> {
  const { commerce, close } = await openTestShop()
  const response = await commerce.app.fetch(new Request('http://shop.example/openapi.json'))
  const document = (await response.json()) as OpenApiDocument
  await close()
  return document
}

export const document: OpenApiDocument = await servedDocument()
