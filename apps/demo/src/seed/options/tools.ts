import type { SeedOption } from '../types.ts'
import { kilograms, pieces } from './count.ts'

export const smokerSize = {
  code: 'size',
  name: { en: 'Size', uk: 'Розмір', pl: 'Rozmiar', nl: 'Maat', ru: 'Размер' },
  values: [
    {
      code: 'small',
      name: {
        en: 'Small, Ø 80 mm',
        uk: 'Малий, Ø 80 мм',
        pl: 'Mały, Ø 80 mm',
        nl: 'Klein, Ø 80 mm',
        ru: 'Маленький, Ø 80 мм',
      },
    },
    {
      code: 'large',
      name: {
        en: 'Large, Ø 100 mm',
        uk: 'Великий, Ø 100 мм',
        pl: 'Duży, Ø 100 mm',
        nl: 'Groot, Ø 100 mm',
        ru: 'Большой, Ø 100 мм',
      },
    },
  ],
} as const satisfies SeedOption

export const smokerBody = {
  code: 'body',
  name: { en: 'Body', uk: 'Корпус', pl: 'Korpus', nl: 'Behuizing', ru: 'Корпус' },
  values: [
    {
      code: 'steel',
      name: {
        en: 'Stainless steel',
        uk: 'Нержавна сталь',
        pl: 'Stal nierdzewna',
        nl: 'Roestvrij staal',
        ru: 'Нержавеющая сталь',
      },
      hex: '#b9c3c9',
      art: { palette: 'steel' },
    },
    {
      code: 'copper',
      name: { en: 'Copper', uk: 'Мідь', pl: 'Miedź', nl: 'Koper', ru: 'Медь' },
      hex: '#c9814f',
      art: { palette: 'copper' },
    },
  ],
} as const satisfies SeedOption

export const blade = {
  code: 'blade',
  name: { en: 'Blade', uk: 'Форма', pl: 'Kształt', nl: 'Vorm', ru: 'Форма' },
  values: [
    {
      code: 'hook',
      name: {
        en: 'With frame hook',
        uk: 'З гачком для рамок',
        pl: 'Z hakiem do ramek',
        nl: 'Met raamhaak',
        ru: 'С крючком для рамок',
      },
      art: { shape: 'hive-tool' },
    },
    {
      code: 'scraper',
      name: {
        en: 'Wide scraper',
        uk: 'Широкий скребок',
        pl: 'Szeroki skrobak',
        nl: 'Brede schraper',
        ru: 'Широкий скребок',
      },
      art: { shape: 'scraper' },
    },
  ],
} as const satisfies SeedOption

export const gripColour = {
  code: 'colour',
  name: { en: 'Colour', uk: 'Колір', pl: 'Kolor', nl: 'Kleur', ru: 'Цвет' },
  values: [
    {
      code: 'yellow',
      name: { en: 'Yellow', uk: 'Жовтий', pl: 'Żółty', nl: 'Geel', ru: 'Жёлтый' },
      hex: '#f0b93a',
      art: { palette: 'tool-yellow' },
    },
    {
      code: 'red',
      name: { en: 'Red', uk: 'Червоний', pl: 'Czerwony', nl: 'Rood', ru: 'Красный' },
      hex: '#d2604c',
      art: { palette: 'tool-red' },
    },
    {
      code: 'blue',
      name: { en: 'Blue', uk: 'Синій', pl: 'Niebieski', nl: 'Blauw', ru: 'Синий' },
      hex: '#4f86ad',
      art: { palette: 'tool-blue' },
    },
  ],
} as const satisfies SeedOption

export const bristle = {
  code: 'bristle',
  name: { en: 'Bristles', uk: 'Щетина', pl: 'Włosie', nl: 'Haar', ru: 'Щетина' },
  values: [
    {
      code: 'natural',
      name: { en: 'Horsehair', uk: 'Кінський волос', pl: 'Włosie końskie', nl: 'Paardenhaar', ru: 'Конский волос' },
    },
    {
      code: 'synthetic',
      name: { en: 'Synthetic', uk: 'Синтетична', pl: 'Syntetyczne', nl: 'Synthetisch', ru: 'Синтетическая' },
    },
  ],
} as const satisfies SeedOption

const PACK = { en: 'Pack', uk: 'Упаковка', pl: 'Opakowanie', nl: 'Verpakking', ru: 'Упаковка' }

export const packOfPieces = {
  code: 'pack',
  name: PACK,
  values: [10, 50].map(pieces),
} as const satisfies SeedOption

export const packByWeight = {
  code: 'pack',
  name: PACK,
  values: [1, 2, 5, 10].map(kilograms),
} as const satisfies SeedOption
