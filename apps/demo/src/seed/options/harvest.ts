import type { SeedOption } from '../types.ts'
import { grams, litres, millilitres } from './count.ts'

export const volume = {
  code: 'volume',
  name: { en: 'Volume', uk: 'Об’єм', pl: 'Pojemność', nl: 'Inhoud', ru: 'Объём' },
  values: [5, 10, 20, 50, 100].map(litres),
} as const satisfies SeedOption

export const jarVolume = {
  code: 'volume',
  name: { en: 'Volume', uk: 'Об’єм', pl: 'Pojemność', nl: 'Inhoud', ru: 'Объём' },
  values: [212, 314, 720].map(millilitres),
} as const satisfies SeedOption

export const tines = {
  code: 'tines',
  name: { en: 'Tines', uk: 'Зубці', pl: 'Zęby', nl: 'Tanden', ru: 'Зубья' },
  values: [
    {
      code: 'straight',
      name: { en: 'Straight', uk: 'Прямі', pl: 'Proste', nl: 'Recht', ru: 'Прямые' },
      art: { palette: 'harvest-yellow' },
    },
    {
      code: 'angled',
      name: { en: 'Angled', uk: 'Вигнуті', pl: 'Wygięte', nl: 'Gebogen', ru: 'Изогнутые' },
      art: { palette: 'harvest-red' },
    },
  ],
} as const satisfies SeedOption

export const heating = {
  code: 'heating',
  name: { en: 'Heating', uk: 'Підігрів', pl: 'Ogrzewanie', nl: 'Verwarming', ru: 'Подогрев' },
  values: [
    {
      code: 'cold',
      name: { en: 'Without', uk: 'Без підігріву', pl: 'Bez ogrzewania', nl: 'Zonder', ru: 'Без подогрева' },
      art: { palette: 'harvest-yellow' },
    },
    {
      code: 'electric',
      name: {
        en: 'Electric, 230 V',
        uk: 'Електричний, 230 В',
        pl: 'Elektryczne, 230 V',
        nl: 'Elektrisch, 230 V',
        ru: 'Электрический, 230 В',
      },
      art: { palette: 'harvest-red' },
    },
  ],
} as const satisfies SeedOption

export const lidDesign = {
  code: 'design',
  name: { en: 'Design', uk: 'Дизайн', pl: 'Wzór', nl: 'Dessin', ru: 'Дизайн' },
  values: [
    {
      code: 'gold',
      name: { en: 'Gold', uk: 'Золота', pl: 'Złota', nl: 'Goud', ru: 'Золотая' },
      hex: '#dcae45',
      art: { palette: 'lid-gold' },
    },
    {
      code: 'black',
      name: { en: 'Black', uk: 'Чорна', pl: 'Czarna', nl: 'Zwart', ru: 'Чёрная' },
      hex: '#434a50',
      art: { palette: 'lid-black' },
    },
    {
      code: 'comb',
      name: { en: 'Honeycomb', uk: 'Зі стільником', pl: 'Plaster miodu', nl: 'Honingraat', ru: 'С сотами' },
      hex: '#f2c14e',
      art: { palette: 'lid-comb' },
    },
  ],
} as const satisfies SeedOption

const NET = { en: 'Net weight', uk: 'Маса нетто', pl: 'Masa netto', nl: 'Nettogewicht', ru: 'Масса нетто' }

/** Jars; the picture grows with the content. */
export const jar = {
  code: 'jar',
  name: NET,
  values: [
    { ...grams(250), art: { shape: 'jar-small' } },
    { ...grams(500), art: { shape: 'jar-medium' } },
    { ...grams(1000), art: { shape: 'jar-large' } },
  ],
} as const satisfies SeedOption

export const netWeight = {
  code: 'net',
  name: NET,
  values: [150, 250, 500, 1000].map(grams),
} as const satisfies SeedOption
