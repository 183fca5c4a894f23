import type { SeedOption } from '../types.ts'

/** Which frames fit. */
export const frameStandard = {
  code: 'frame-standard',
  name: { en: 'Frame standard', uk: 'Тип рамки', pl: 'Typ ramki', nl: 'Raammaat', ru: 'Тип рамки' },
  values: [
    {
      code: 'dadant',
      name: {
        en: 'Dadant-Blatt, 435 × 300 mm',
        uk: 'Дадан-Блатт, 435 × 300 мм',
        pl: 'Dadant, 435 × 300 mm',
        nl: 'Dadant-Blatt, 435 × 300 mm',
        ru: 'Дадан-Блатт, 435 × 300 мм',
      },
    },
    {
      code: 'half',
      name: {
        en: 'Dadant super, 435 × 145 mm',
        uk: 'Магазинна дадан, 435 × 145 мм',
        pl: 'Dadant nadstawkowa, 435 × 145 mm',
        nl: 'Dadant honingraam, 435 × 145 mm',
        ru: 'Магазинная дадан, 435 × 145 мм',
      },
    },
    {
      code: 'ruta',
      name: {
        en: 'Ruta, 435 × 230 mm',
        uk: 'Рута, 435 × 230 мм',
        pl: 'Ruta, 435 × 230 mm',
        nl: 'Ruta, 435 × 230 mm',
        ru: 'Рута, 435 × 230 мм',
      },
    },
    {
      code: 'wielkopolski',
      name: {
        en: 'Wielkopolski, 360 × 260 mm',
        uk: 'Великопольська, 360 × 260 мм',
        pl: 'Wielkopolska, 360 × 260 mm',
        nl: 'Wielkopolski, 360 × 260 mm',
        ru: 'Великопольская, 360 × 260 мм',
      },
    },
    {
      code: 'warszawski',
      name: {
        en: 'Warszawski, 240 × 435 mm',
        uk: 'Варшавська, 240 × 435 мм',
        pl: 'Warszawska, 240 × 435 mm',
        nl: 'Warszawski, 240 × 435 mm',
        ru: 'Варшавская, 240 × 435 мм',
      },
    },
    {
      code: 'spaarkast',
      name: {
        en: 'Spaarkast (Simplex)',
        uk: 'Спаркаст (Simplex)',
        pl: 'Spaarkast (Simplex)',
        nl: 'Spaarkast (Simplex)',
        ru: 'Спаркаст (Simplex)',
      },
    },
  ],
} as const satisfies SeedOption

const FRAME_SHAPES = {
  dadant: 'frame-deep',
  half: 'frame-shallow',
  ruta: 'frame-wide',
  wielkopolski: 'frame-square',
  warszawski: 'frame-tall',
  spaarkast: 'frame-square',
} as const

/** The same, when the frame itself is what is sold and its proportions show. */
export const frameSize: SeedOption = {
  ...frameStandard,
  values: frameStandard.values.map((value) => ({ ...value, art: { shape: FRAME_SHAPES[value.code] } })),
}
