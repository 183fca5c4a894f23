import type { SeedOption } from '../types.ts'
import { counted, frameCount } from './count.ts'

const BOXES = {
  en: { one: 'box', many: 'boxes' },
  uk: { one: 'корпус', few: 'корпуси', many: 'корпусів' },
  pl: { one: 'korpus', few: 'korpusy', many: 'korpusów' },
  nl: { one: 'bak', many: 'bakken' },
  ru: { one: 'корпус', few: 'корпуса', many: 'корпусов' },
} as const

const stacked = (count: 1 | 2 | 3 | 4) => ({
  code: `${count}`,
  name: counted({ count, forms: BOXES }),
  art: { shape: ({ 1: 'hive-low', 2: 'hive', 3: 'hive-tall', 4: 'hive-tall' } as const)[count] },
})

/** How many boxes stand on each other. */
export const boxes = {
  code: 'boxes',
  name: { en: 'Boxes', uk: 'Корпуси', pl: 'Korpusy', nl: 'Bakken', ru: 'Корпуса' },
  values: [stacked(1), stacked(2), stacked(3), stacked(4)],
} as const satisfies SeedOption

/** What a hive or a part of it is made of. */
export const hiveMaterial = {
  code: 'material',
  name: { en: 'Material', uk: 'Матеріал', pl: 'Materiał', nl: 'Materiaal', ru: 'Материал' },
  values: [
    {
      code: 'pine',
      name: { en: 'Pine', uk: 'Сосна', pl: 'Sosna', nl: 'Grenen', ru: 'Сосна' },
      hex: '#dcae6c',
      art: { palette: 'pine' },
    },
    {
      code: 'linden',
      name: { en: 'Linden wood', uk: 'Липа', pl: 'Lipa', nl: 'Lindehout', ru: 'Липа' },
      hex: '#e8cda0',
      art: { palette: 'linden' },
    },
    {
      code: 'cedar',
      name: { en: 'Red cedar', uk: 'Червоний кедр', pl: 'Czerwony cedr', nl: 'Red cedar', ru: 'Красный кедр' },
      hex: '#b87a4e',
      art: { palette: 'cedar' },
    },
    {
      code: 'foam',
      name: { en: 'Polystyrene', uk: 'Пінополістирол', pl: 'Styrodur', nl: 'Polystyreen', ru: 'Пенополистирол' },
      hex: '#eef0ea',
      art: { palette: 'foam' },
    },
  ],
} as const satisfies SeedOption

/** How many frames a thing holds. */
export const capacity = {
  code: 'frames',
  name: { en: 'Holds', uk: 'Місткість', pl: 'Pojemność', nl: 'Capaciteit', ru: 'Вместимость' },
  values: [3, 4, 6, 16, 20, 24].map(frameCount),
} as const satisfies SeedOption

/** Single or double wall. */
export const wall = {
  code: 'wall',
  name: { en: 'Walls', uk: 'Стінки', pl: 'Ściany', nl: 'Wanden', ru: 'Стенки' },
  values: [
    {
      code: 'single',
      name: { en: 'Single wall', uk: 'Одинарні', pl: 'Pojedyncze', nl: 'Enkelwandig', ru: 'Одинарные' },
    },
    {
      code: 'insulated',
      name: { en: 'Insulated', uk: 'Утеплені', pl: 'Ocieplane', nl: 'Geïsoleerd', ru: 'Утеплённые' },
      art: { palette: 'painted-sage' },
    },
  ],
} as const satisfies SeedOption

/** How frames arrive. */
export const assembly = {
  code: 'assembly',
  name: { en: 'Delivered', uk: 'Комплектація', pl: 'Wykonanie', nl: 'Uitvoering', ru: 'Комплектация' },
  values: [
    {
      code: 'kit',
      name: { en: 'Flat pack', uk: 'Розібрані', pl: 'Do złożenia', nl: 'Bouwpakket', ru: 'В разобранном виде' },
    },
    {
      code: 'wired',
      name: {
        en: 'Assembled and wired',
        uk: 'Зібрані, з дротом',
        pl: 'Zbite i odrutowane',
        nl: 'Gemonteerd en bedraad',
        ru: 'Собранные, с проволокой',
      },
    },
  ],
} as const satisfies SeedOption

export const skepSize = {
  code: 'size',
  name: { en: 'Size', uk: 'Розмір', pl: 'Rozmiar', nl: 'Maat', ru: 'Размер' },
  values: [
    {
      code: 'small',
      name: { en: 'Small, 12 l', uk: 'Мала, 12 л', pl: 'Mała, 12 l', nl: 'Klein, 12 l', ru: 'Малая, 12 л' },
    },
    {
      code: 'large',
      name: { en: 'Large, 25 l', uk: 'Велика, 25 л', pl: 'Duża, 25 l', nl: 'Groot, 25 l', ru: 'Большая, 25 л' },
    },
  ],
} as const satisfies SeedOption

export const standPlaces = {
  code: 'places',
  name: { en: 'For', uk: 'На скільки вуликів', pl: 'Liczba uli', nl: 'Aantal kasten', ru: 'На сколько ульев' },
  values: [
    {
      code: 'single',
      name: { en: 'One hive', uk: 'На один вулик', pl: 'Na jeden ul', nl: 'Eén kast', ru: 'На один улей' },
    },
    {
      code: 'double',
      name: { en: 'Two hives', uk: 'На два вулики', pl: 'Na dwa ule', nl: 'Twee kasten', ru: 'На два улья' },
    },
  ],
} as const satisfies SeedOption
