import type { ItemProduct } from '@vitrine/core'

/** What a Pin says of a product (schema PinCreate, with its limits). */
export interface PinCopy {
  readonly title: string
  readonly description: string
  readonly link: string
  readonly alt: string
  readonly picture: string
}

const TITLE = 100
const DESCRIPTION = 800
const ALT = 500
const LINK = 2048

/** The copy of a product, or why there can be none. Long texts end with an ellipsis: they stand whole at the link. */
export function pinCopy({ title, description, url, pictures }: ItemProduct): PinCopy | { readonly refused: string } {
  const [picture] = pictures
  if (picture === undefined) return { refused: 'product.pictures: a Pin needs a picture' }
  if (url.length > LINK) return { refused: `product.url: the address has more than ${LINK} characters` }
  return {
    title: shortened(title, TITLE),
    description: shortened(description, DESCRIPTION),
    link: url,
    alt: shortened(picture.alt === '' ? title : picture.alt, ALT),
    picture: picture.url,
  }
}

function shortened(text: string, most: number): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  if (plain.length <= most) return plain
  const cut = plain.slice(0, most - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > most / 2 ? cut.slice(0, space) : cut).trimEnd()}…`
}
