import type { SeedOption } from '../types.ts'

export const excluderMaterial = {
  code: 'material',
  name: { en: 'Material', uk: 'Матеріал', pl: 'Materiał', nl: 'Materiaal', ru: 'Материал' },
  values: [
    {
      code: 'plastic',
      name: { en: 'Plastic', uk: 'Пластик', pl: 'Tworzywo', nl: 'Kunststof', ru: 'Пластик' },
      art: { shape: 'excluder-plastic', palette: 'tool-yellow' },
    },
    {
      code: 'wire',
      name: {
        en: 'Steel rods in a wooden frame',
        uk: 'Сталеві прутки в дерев’яній рамі',
        pl: 'Pręty stalowe w drewnianej ramie',
        nl: 'Stalen staven in houten lijst',
        ru: 'Стальные прутки в деревянной раме',
      },
      art: { shape: 'excluder-wire', palette: 'steel' },
    },
  ],
} as const satisfies SeedOption

/** The international colours by the last digit of the year in which a queen hatched. */
export const queenYear = {
  code: 'colour',
  name: { en: 'Colour of the year', uk: 'Колір року', pl: 'Kolor roku', nl: 'Jaarkleur', ru: 'Цвет года' },
  values: [
    {
      code: 'white',
      name: {
        en: 'White, years ending in 1 and 6',
        uk: 'Білий, роки на 1 і 6',
        pl: 'Biały, lata z końcówką 1 i 6',
        nl: 'Wit, jaren eindigend op 1 en 6',
        ru: 'Белый, годы на 1 и 6',
      },
      hex: '#f6f5f0',
      art: { palette: 'mark-white' },
    },
    {
      code: 'yellow',
      name: {
        en: 'Yellow, years ending in 2 and 7',
        uk: 'Жовтий, роки на 2 і 7',
        pl: 'Żółty, lata z końcówką 2 i 7',
        nl: 'Geel, jaren eindigend op 2 en 7',
        ru: 'Жёлтый, годы на 2 и 7',
      },
      hex: '#f2c530',
      art: { palette: 'mark-yellow' },
    },
    {
      code: 'red',
      name: {
        en: 'Red, years ending in 3 and 8',
        uk: 'Червоний, роки на 3 і 8',
        pl: 'Czerwony, lata z końcówką 3 i 8',
        nl: 'Rood, jaren eindigend op 3 en 8',
        ru: 'Красный, годы на 3 и 8',
      },
      hex: '#cf4d43',
      art: { palette: 'mark-red' },
    },
    {
      code: 'green',
      name: {
        en: 'Green, years ending in 4 and 9',
        uk: 'Зелений, роки на 4 і 9',
        pl: 'Zielony, lata z końcówką 4 i 9',
        nl: 'Groen, jaren eindigend op 4 en 9',
        ru: 'Зелёный, годы на 4 и 9',
      },
      hex: '#4f9a62',
      art: { palette: 'mark-green' },
    },
    {
      code: 'blue',
      name: {
        en: 'Blue, years ending in 5 and 0',
        uk: 'Синій, роки на 5 і 0',
        pl: 'Niebieski, lata z końcówką 5 i 0',
        nl: 'Blauw, jaren eindigend op 5 en 0',
        ru: 'Синий, годы на 5 и 0',
      },
      hex: '#3f76b5',
      art: { palette: 'mark-blue' },
    },
  ],
} as const satisfies SeedOption
