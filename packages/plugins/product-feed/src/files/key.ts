import type { Signer } from '@vitrine/core'
import type { FeedSettings } from '../settings.ts'

interface Keyed {
  readonly id: string
  readonly api: { readonly settings: Pick<FeedSettings, 'keyNumber'> }
}

const textOf = ({ id, api }: Keyed) => `file/${id}/${api.settings.keyNumber}`

/** The secret of a feed's address: made from the secret of the shop, and so nowhere kept. */
export const keyOfFeed = (signer: Signer, connection: Keyed) => signer.sign(textOf(connection))

export const isKeyOf = (signer: Signer, connection: Keyed, key: string) => signer.isSigned(textOf(connection), key)

/** The password of HTTP Basic (RFC 7617) under the name of the connection; undefined when there is none. */
export function passwordOf(request: Request, user: string): string | undefined {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (encoded === undefined) return undefined
  const [name, ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return name === user ? password.join(':') : undefined
}
