import { draw, drawScene, type SceneName, type View } from '../art/index.ts'
import type { Art, SeedProduct, Texts } from '../seed/index.ts'
import { eachOf, type Say } from './progress.ts'
import type { Shop } from './shop.ts'
import { translated } from './words.ts'

/** Ids of uploaded pictures by what they show. */
export type Pictures = ReadonlyMap<string, string>

interface Drawing {
  readonly key: string
  readonly svg: () => string
  readonly alt: Texts
}

/** What a picture shows beyond the product itself. */
const VIEW_WORDS: Readonly<Record<View, Texts>> = {
  front: { en: '', uk: '', pl: '', nl: '', ru: '' },
  detail: { en: ', close up', uk: ', зблизька', pl: ', z bliska', nl: ', van dichtbij', ru: ', вблизи' },
  dimension: {
    en: ', drawing with dimensions',
    uk: ', креслення з розмірами',
    pl: ', rysunek z wymiarami',
    nl: ', tekening met maten',
    ru: ', чертёж с размерами',
  },
}

export const artKey = (handle: string, { shape, palette }: Art, view: View) => `${handle} ${shape} ${palette} ${view}`
export const sceneKey = (scene: SceneName) => `scene ${scene}`

/** The front of every look that a product comes in, its main look from all sides. */
export function drawingsOf(product: SeedProduct): readonly Drawing[] {
  const looks = new Map(
    [product.art, ...product.variants.map(({ art }) => art)].map((art) => [`${art.shape} ${art.palette}`, art]),
  )
  const views = hasDimensions(product) ? (['detail', 'dimension'] as const) : (['detail'] as const)
  const drawing = (art: Art, view: View): Drawing => ({
    key: artKey(product.handle, art, view),
    svg: () => draw({ ...art, view, seed: product.handle }),
    alt: added(product.title, VIEW_WORDS[view]),
  })
  return [
    ...[...looks.values()].map((art) => drawing(art, 'front')),
    ...views.map((view) => drawing(product.art, view)),
  ]
}

export function hasDimensions({ attributes }: SeedProduct): boolean {
  return attributes.width !== undefined
}

function added(title: Texts, words: Texts): Texts {
  const { en, uk, pl, nl, ru } = title
  return { en: en + words.en, uk: uk + words.uk, pl: pl + words.pl, nl: nl + words.nl, ru: ru + words.ru }
}

export function scenesOf(
  collections: readonly { readonly scene: SceneName; readonly title: Texts }[],
): readonly Drawing[] {
  return collections.map(({ scene, title }) => ({ key: sceneKey(scene), svg: () => drawScene(scene), alt: title }))
}

/** Uploads all drawings through the door that staff use. */
export async function seedPictures(
  shop: Shop,
  { drawings, say }: { readonly drawings: readonly Drawing[]; readonly say: Say },
): Promise<Pictures> {
  const ids = new Map<string, string>()
  const unique = [...new Map(drawings.map((drawing) => [drawing.key, drawing])).values()]
  await eachOf(unique, {
    name: 'pictures',
    say,
    work: async ({ key, svg, alt }) => {
      const { id } = await shop.upload(svg(), alt.en)
      await shop.admin.media.update({ params: { id }, body: { translations: translated((language) => alt[language]) } })
      ids.set(key, id)
    },
  })
  return ids
}
