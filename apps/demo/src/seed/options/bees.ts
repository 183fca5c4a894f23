import type { SeedOption } from '../types.ts'

export const feederKind = {
  code: 'kind',
  name: { en: 'Kind', uk: 'Вид', pl: 'Rodzaj', nl: 'Soort', ru: 'Вид' },
  values: [
    {
      code: 'round',
      name: { en: 'Round, 2 l', uk: 'Кругла, 2 л', pl: 'Okrągła, 2 l', nl: 'Rond, 2 l', ru: 'Круглая, 2 л' },
      art: { shape: 'feeder-round', palette: 'feeding' },
    },
    {
      code: 'box',
      name: {
        en: 'Box over the whole hive, 8 l',
        uk: 'На весь вулик, 8 л',
        pl: 'Na cały ul, 8 l',
        nl: 'Over de hele kast, 8 l',
        ru: 'На весь улей, 8 л',
      },
      art: { shape: 'feeder-box', palette: 'feeding-wood' },
    },
  ],
} as const satisfies SeedOption

export const breed = {
  code: 'breed',
  name: { en: 'Breed', uk: 'Порода', pl: 'Rasa', nl: 'Ras', ru: 'Порода' },
  values: [
    {
      code: 'carnica',
      name: { en: 'Carniolan (Carnica)', uk: 'Карніка', pl: 'Krainka (Carnica)', nl: 'Carnica', ru: 'Карника' },
    },
    { code: 'buckfast', name: { en: 'Buckfast', uk: 'Бакфаст', pl: 'Buckfast', nl: 'Buckfast', ru: 'Бакфаст' } },
    {
      code: 'carpathian',
      name: { en: 'Carpathian', uk: 'Карпатка', pl: 'Karpatka', nl: 'Karpatische bij', ru: 'Карпатка' },
    },
  ],
} as const satisfies SeedOption

export const wireKind = {
  code: 'wire',
  name: { en: 'Wire', uk: 'Дріт', pl: 'Drut', nl: 'Draad', ru: 'Проволока' },
  values: [
    {
      code: 'tinned',
      name: { en: 'Tinned steel', uk: 'Луджена сталь', pl: 'Stal cynowana', nl: 'Vertind staal', ru: 'Лужёная сталь' },
    },
    {
      code: 'stainless',
      name: {
        en: 'Stainless steel',
        uk: 'Нержавна сталь',
        pl: 'Stal nierdzewna',
        nl: 'Roestvrij staal',
        ru: 'Нержавеющая сталь',
      },
    },
  ],
} as const satisfies SeedOption
