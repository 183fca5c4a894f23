import type { Texts } from './types.ts'

/** The invented shop. The name stands here and nowhere else. */
export const SHOP_NAME = 'Lipova'

export const SHOP = {
  name: SHOP_NAME,
  email: 'hello@example.com',
  tagline: {
    en: 'Everything for the apiary, from the first hive to the last jar',
    uk: 'Усе для пасіки: від першого вулика до останньої баночки',
    pl: 'Wszystko dla pasieki: od pierwszego ula po ostatni słoik',
    nl: 'Alles voor de imkerij, van de eerste kast tot de laatste pot',
    ru: 'Всё для пасеки: от первого улья до последней баночки',
  } satisfies Texts,
  footer: {
    en: `${SHOP_NAME} is an invented shop that shows what Vitrine can do. Nothing here can really be bought; any likeness to a real business is accidental.`,
    uk: `${SHOP_NAME} — вигадана крамниця, яка показує можливості Vitrine. Насправді тут нічого не можна купити, а будь-який збіг зі справжніми підприємствами випадковий.`,
    pl: `${SHOP_NAME} to zmyślony sklep, który pokazuje możliwości Vitrine. Niczego nie można tu naprawdę kupić, a podobieństwo do istniejących firm jest przypadkowe.`,
    nl: `${SHOP_NAME} is een verzonnen winkel die laat zien wat Vitrine kan. Er is hier niets echt te koop; elke gelijkenis met een bestaand bedrijf berust op toeval.`,
    ru: `${SHOP_NAME} — вымышленный магазин, который показывает возможности Vitrine. На самом деле здесь ничего нельзя купить, а любое сходство с настоящими предприятиями случайно.`,
  } satisfies Texts,
} as const
