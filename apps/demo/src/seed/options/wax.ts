import type { SeedOption } from '../types.ts'

export const candleHeight = {
  code: 'height',
  name: { en: 'Height', uk: 'Висота', pl: 'Wysokość', nl: 'Hoogte', ru: 'Высота' },
  values: [
    { code: '8', name: { en: '8 cm', uk: '8 см', pl: '8 cm', nl: '8 cm', ru: '8 см' }, art: { shape: 'candle-small' } },
    {
      code: '13',
      name: { en: '13 cm', uk: '13 см', pl: '13 cm', nl: '13 cm', ru: '13 см' },
      art: { shape: 'candle-medium' },
    },
    {
      code: '18',
      name: { en: '18 cm', uk: '18 см', pl: '18 cm', nl: '18 cm', ru: '18 см' },
      art: { shape: 'candle-large' },
    },
  ],
} as const satisfies SeedOption

export const candleColour = {
  code: 'colour',
  name: { en: 'Colour', uk: 'Колір', pl: 'Kolor', nl: 'Kleur', ru: 'Цвет' },
  values: [
    {
      code: 'natural',
      name: { en: 'Natural', uk: 'Натуральний', pl: 'Naturalny', nl: 'Naturel', ru: 'Натуральный' },
      hex: '#eeb443',
      art: { palette: 'beeswax' },
    },
    {
      code: 'ivory',
      name: { en: 'Ivory', uk: 'Слонова кістка', pl: 'Kość słoniowa', nl: 'Ivoor', ru: 'Слоновая кость' },
      hex: '#f3e3bd',
      art: { palette: 'ivory' },
    },
    {
      code: 'terracotta',
      name: { en: 'Terracotta', uk: 'Теракотовий', pl: 'Terakota', nl: 'Terracotta', ru: 'Терракотовый' },
      hex: '#c9735a',
      art: { palette: 'terracotta' },
    },
  ],
} as const satisfies SeedOption

export const mouldShape = {
  code: 'shape',
  name: { en: 'Shape', uk: 'Форма', pl: 'Kształt', nl: 'Vorm', ru: 'Форма' },
  values: [
    {
      code: 'pillar',
      name: {
        en: 'Honeycomb pillar',
        uk: 'Стільниковий циліндр',
        pl: 'Walec z plastra',
        nl: 'Honingraatcilinder',
        ru: 'Сотовый цилиндр',
      },
    },
    {
      code: 'skep',
      name: { en: 'Straw skep', uk: 'Солом’яний вулик', pl: 'Słomiany ul', nl: 'Bijenkorf', ru: 'Соломенный улей' },
    },
  ],
} as const satisfies SeedOption
