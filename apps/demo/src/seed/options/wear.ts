import type { SeedOption, SeedOptionValue } from '../types.ts'
import { centimetres } from './count.ts'

/** Letters are the same in every language. */
const letter = (size: string): SeedOptionValue => ({
  code: size.toLowerCase(),
  name: { en: size, uk: size, pl: size, nl: size, ru: size },
})

export const size = {
  code: 'size',
  name: { en: 'Size', uk: 'Розмір', pl: 'Rozmiar', nl: 'Maat', ru: 'Размер' },
  values: ['S', 'M', 'L', 'XL', 'XXL'].map(letter),
} as const satisfies SeedOption

/** Children's sizes by height. */
export const bodyHeight = {
  code: 'height',
  name: { en: 'Height', uk: 'Зріст', pl: 'Wzrost', nl: 'Lengte', ru: 'Рост' },
  values: [116, 128, 140].map(centimetres),
} as const satisfies SeedOption

export const clothColour = {
  code: 'colour',
  name: { en: 'Colour', uk: 'Колір', pl: 'Kolor', nl: 'Kleur', ru: 'Цвет' },
  values: [
    {
      code: 'white',
      name: { en: 'White', uk: 'Білий', pl: 'Biały', nl: 'Wit', ru: 'Белый' },
      hex: '#f5f3ee',
      art: { palette: 'cloth-white' },
    },
    {
      code: 'sand',
      name: { en: 'Sand', uk: 'Пісочний', pl: 'Piaskowy', nl: 'Zand', ru: 'Песочный' },
      hex: '#dcc39a',
      art: { palette: 'cloth-sand' },
    },
    {
      code: 'olive',
      name: { en: 'Olive', uk: 'Оливковий', pl: 'Oliwkowy', nl: 'Olijfgroen', ru: 'Оливковый' },
      hex: '#9a9d6c',
      art: { palette: 'cloth-olive' },
    },
  ],
} as const satisfies SeedOption

export const gloveLeather = {
  code: 'leather',
  name: { en: 'Leather', uk: 'Шкіра', pl: 'Skóra', nl: 'Leer', ru: 'Кожа' },
  values: [
    {
      code: 'goat',
      name: { en: 'Goatskin', uk: 'Козяча шкіра', pl: 'Skóra kozia', nl: 'Geitenleer', ru: 'Козья кожа' },
      hex: '#e3c48f',
      art: { palette: 'leather' },
    },
    {
      code: 'suede',
      name: { en: 'Cow suede', uk: 'Яловичий спилок', pl: 'Dwoina bydlęca', nl: 'Rundsplitleer', ru: 'Говяжий спилок' },
      hex: '#c69062',
      art: { palette: 'suede' },
    },
  ],
} as const satisfies SeedOption
