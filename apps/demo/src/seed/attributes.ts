import type { Texts } from './types.ts'

/** A property of products: its type, what it may be and whether buyers may filter by it. */
export type SeedAttribute = {
  readonly name: Texts
  readonly filterable: boolean
} & (
  | { readonly type: 'select' | 'multi'; readonly choices: Readonly<Record<string, Texts>> }
  | { readonly type: 'number' | 'dimension'; readonly unit: string }
  | { readonly type: 'boolean' }
)

export const ATTRIBUTES = {
  material: {
    name: { en: 'Material', uk: 'Матеріал', pl: 'Materiał', nl: 'Materiaal', ru: 'Материал' },
    type: 'multi',
    filterable: true,
    choices: {
      pine: { en: 'Pine', uk: 'Сосна', pl: 'Sosna', nl: 'Grenen', ru: 'Сосна' },
      linden: { en: 'Linden wood', uk: 'Липа', pl: 'Lipa', nl: 'Lindehout', ru: 'Липа' },
      cedar: { en: 'Red cedar', uk: 'Червоний кедр', pl: 'Czerwony cedr', nl: 'Red cedar', ru: 'Красный кедр' },
      beech: { en: 'Beech', uk: 'Бук', pl: 'Buk', nl: 'Beuken', ru: 'Бук' },
      polystyrene: { en: 'Polystyrene', uk: 'Пінополістирол', pl: 'Styrodur', nl: 'Polystyreen', ru: 'Пенополистирол' },
      straw: { en: 'Rye straw', uk: 'Житня солома', pl: 'Słoma żytnia', nl: 'Roggestro', ru: 'Ржаная солома' },
      'galvanised-steel': {
        en: 'Galvanised steel',
        uk: 'Оцинкована сталь',
        pl: 'Stal ocynkowana',
        nl: 'Verzinkt staal',
        ru: 'Оцинкованная сталь',
      },
      'stainless-steel': {
        en: 'Stainless steel',
        uk: 'Нержавна сталь',
        pl: 'Stal nierdzewna',
        nl: 'Roestvrij staal',
        ru: 'Нержавеющая сталь',
      },
      copper: { en: 'Copper', uk: 'Мідь', pl: 'Miedź', nl: 'Koper', ru: 'Медь' },
      plastic: { en: 'Plastic', uk: 'Пластик', pl: 'Tworzywo sztuczne', nl: 'Kunststof', ru: 'Пластик' },
      glass: { en: 'Glass', uk: 'Скло', pl: 'Szkło', nl: 'Glas', ru: 'Стекло' },
      beeswax: { en: 'Beeswax', uk: 'Бджолиний віск', pl: 'Wosk pszczeli', nl: 'Bijenwas', ru: 'Пчелиный воск' },
      cotton: { en: 'Cotton', uk: 'Бавовна', pl: 'Bawełna', nl: 'Katoen', ru: 'Хлопок' },
      polyester: { en: 'Polyester', uk: 'Поліестер', pl: 'Poliester', nl: 'Polyester', ru: 'Полиэстер' },
      leather: { en: 'Leather', uk: 'Шкіра', pl: 'Skóra', nl: 'Leer', ru: 'Кожа' },
      bristle: {
        en: 'Natural bristle',
        uk: 'Натуральна щетина',
        pl: 'Włosie naturalne',
        nl: 'Natuurhaar',
        ru: 'Натуральная щетина',
      },
      silicone: { en: 'Silicone', uk: 'Силікон', pl: 'Silikon', nl: 'Siliconen', ru: 'Силикон' },
    },
  },
  'frame-standard': {
    name: { en: 'Frame standard', uk: 'Тип рамки', pl: 'Typ ramki', nl: 'Raammaat', ru: 'Тип рамки' },
    type: 'multi',
    filterable: true,
    choices: {
      dadant: { en: 'Dadant-Blatt', uk: 'Дадан-Блатт', pl: 'Dadant', nl: 'Dadant-Blatt', ru: 'Дадан-Блатт' },
      ruta: { en: 'Ruta', uk: 'Рута', pl: 'Ruta', nl: 'Ruta', ru: 'Рута' },
      wielkopolski: {
        en: 'Wielkopolski',
        uk: 'Великопольська',
        pl: 'Wielkopolska',
        nl: 'Wielkopolski',
        ru: 'Великопольская',
      },
      warszawski: { en: 'Warszawski', uk: 'Варшавська', pl: 'Warszawska', nl: 'Warszawski', ru: 'Варшавская' },
      spaarkast: {
        en: 'Spaarkast (Simplex)',
        uk: 'Спаркаст (Simplex)',
        pl: 'Spaarkast (Simplex)',
        nl: 'Spaarkast (Simplex)',
        ru: 'Спаркаст (Simplex)',
      },
    },
  },
  'honey-kind': {
    name: { en: 'Honey', uk: 'Сорт меду', pl: 'Rodzaj miodu', nl: 'Honingsoort', ru: 'Сорт мёда' },
    type: 'select',
    filterable: true,
    choices: {
      linden: { en: 'Linden', uk: 'Липовий', pl: 'Lipowy', nl: 'Linde', ru: 'Липовый' },
      acacia: { en: 'Acacia', uk: 'Акацієвий', pl: 'Akacjowy', nl: 'Acacia', ru: 'Акациевый' },
      buckwheat: { en: 'Buckwheat', uk: 'Гречаний', pl: 'Gryczany', nl: 'Boekweit', ru: 'Гречишный' },
      heather: { en: 'Heather', uk: 'Вересовий', pl: 'Wrzosowy', nl: 'Heide', ru: 'Вересковый' },
      rapeseed: { en: 'Rapeseed', uk: 'Ріпаковий', pl: 'Rzepakowy', nl: 'Koolzaad', ru: 'Рапсовый' },
    },
  },
  season: {
    name: { en: 'Season', uk: 'Сезон', pl: 'Sezon', nl: 'Seizoen', ru: 'Сезон' },
    type: 'multi',
    filterable: true,
    choices: {
      spring: { en: 'Spring', uk: 'Весна', pl: 'Wiosna', nl: 'Voorjaar', ru: 'Весна' },
      summer: { en: 'Summer', uk: 'Літо', pl: 'Lato', nl: 'Zomer', ru: 'Лето' },
      autumn: { en: 'Autumn', uk: 'Осінь', pl: 'Jesień', nl: 'Najaar', ru: 'Осень' },
      winter: { en: 'Winter', uk: 'Зима', pl: 'Zima', nl: 'Winter', ru: 'Зима' },
    },
  },
  difficulty: {
    name: { en: 'Made for', uk: 'Для кого', pl: 'Dla kogo', nl: 'Voor wie', ru: 'Для кого' },
    type: 'select',
    filterable: true,
    choices: {
      beginner: {
        en: 'Beginners',
        uk: 'Для початківців',
        pl: 'Dla początkujących',
        nl: 'Beginners',
        ru: 'Для начинающих',
      },
      experienced: {
        en: 'Experienced keepers',
        uk: 'Для досвідчених',
        pl: 'Dla doświadczonych',
        nl: 'Gevorderden',
        ru: 'Для опытных',
      },
      professional: {
        en: 'Professionals',
        uk: 'Для професіоналів',
        pl: 'Dla zawodowców',
        nl: 'Beroepsimkers',
        ru: 'Для профессионалов',
      },
    },
  },
  origin: {
    name: { en: 'Origin', uk: 'Походження', pl: 'Pochodzenie', nl: 'Herkomst', ru: 'Происхождение' },
    type: 'select',
    filterable: true,
    choices: {
      ukraine: { en: 'Ukraine', uk: 'Україна', pl: 'Ukraina', nl: 'Oekraïne', ru: 'Украина' },
      poland: { en: 'Poland', uk: 'Польща', pl: 'Polska', nl: 'Polen', ru: 'Польша' },
      netherlands: { en: 'Netherlands', uk: 'Нідерланди', pl: 'Niderlandy', nl: 'Nederland', ru: 'Нидерланды' },
    },
  },
  assembled: {
    name: {
      en: 'Delivered assembled',
      uk: 'Постачається зібраним',
      pl: 'Dostarczany złożony',
      nl: 'Gemonteerd geleverd',
      ru: 'Поставляется в сборе',
    },
    type: 'boolean',
    filterable: false,
  },
  'food-safe': {
    name: {
      en: 'Food safe',
      uk: 'Для харчових продуктів',
      pl: 'Do kontaktu z żywnością',
      nl: 'Voedselveilig',
      ru: 'Для пищевых продуктов',
    },
    type: 'boolean',
    filterable: true,
  },
  'frame-count': {
    name: { en: 'Frames', uk: 'Кількість рамок', pl: 'Liczba ramek', nl: 'Aantal ramen', ru: 'Количество рамок' },
    type: 'number',
    unit: 'pcs',
    filterable: true,
  },
  'burning-time': {
    name: { en: 'Burning time', uk: 'Час горіння', pl: 'Czas palenia', nl: 'Brandtijd', ru: 'Время горения' },
    type: 'number',
    unit: 'h',
    filterable: false,
  },
  width: {
    name: { en: 'Width', uk: 'Ширина', pl: 'Szerokość', nl: 'Breedte', ru: 'Ширина' },
    type: 'dimension',
    unit: 'mm',
    filterable: false,
  },
  depth: {
    name: { en: 'Depth', uk: 'Глибина', pl: 'Głębokość', nl: 'Diepte', ru: 'Глубина' },
    type: 'dimension',
    unit: 'mm',
    filterable: false,
  },
  height: {
    name: { en: 'Height', uk: 'Висота', pl: 'Wysokość', nl: 'Hoogte', ru: 'Высота' },
    type: 'dimension',
    unit: 'mm',
    filterable: false,
  },
} as const satisfies Readonly<Record<string, SeedAttribute>>

export type AttributeKey = keyof typeof ATTRIBUTES

type ValueOf<A> = A extends { type: 'multi'; choices: infer C }
  ? readonly (keyof C)[]
  : A extends { type: 'select'; choices: infer C }
    ? keyof C
    : A extends { type: 'boolean' }
      ? boolean
      : number

/** What a product may say of itself: choice keys, numbers in the attribute's unit, booleans. */
export type SeedAttributes = { readonly [K in AttributeKey]?: ValueOf<(typeof ATTRIBUTES)[K]> }
