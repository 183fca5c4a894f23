import type { CategoryCode, SeedCollection } from './types.ts'

const byCategory = (category: CategoryCode): SeedCollection['members'] => ({
  by: 'rule',
  rule: { field: 'type', is: category },
})

/** The eight categories: collections whose rule is the category of the product. */
export const CATEGORIES: readonly (SeedCollection & { readonly handle: CategoryCode })[] = [
  {
    handle: 'hives',
    title: { en: 'Hives', uk: 'Вулики', pl: 'Ule', nl: 'Bijenkasten', ru: 'Ульи' },
    description: {
      en: 'Complete hives, single bodies, floors and roofs for every standard between Kyiv and Utrecht.',
      uk: 'Готові вулики, окремі корпуси, дна й дахи всіх типів, поширених від Києва до Утрехта.',
      pl: 'Kompletne ule, korpusy, dennice i daszki wszystkich typów spotykanych między Kijowem a Utrechtem.',
      nl: 'Complete kasten, losse bakken, bodems en daken voor elke maat tussen Kyiv en Utrecht.',
      ru: 'Готовые ульи, отдельные корпуса, дна и крыши всех типов, распространённых от Киева до Утрехта.',
    },
    scene: 'hives',
    members: byCategory('hives'),
  },
  {
    handle: 'frames',
    title: {
      en: 'Frames and foundation',
      uk: 'Рамки та вощина',
      pl: 'Ramki i węza',
      nl: 'Ramen en kunstraat',
      ru: 'Рамки и вощина',
    },
    description: {
      en: 'Straight linden frames, clean wax and the wire that holds them together.',
      uk: 'Рівні липові рамки, чистий віск і дріт, що тримає все вкупі.',
      pl: 'Proste ramki lipowe, czysty wosk i drut, który trzyma je razem.',
      nl: 'Rechte lindehouten ramen, schone was en de draad die alles bijeenhoudt.',
      ru: 'Ровные липовые рамки, чистый воск и проволока, которая держит всё вместе.',
    },
    scene: 'frames',
    members: byCategory('frames'),
  },
  {
    handle: 'tools',
    title: { en: 'Tools', uk: 'Інструмент', pl: 'Narzędzia', nl: 'Gereedschap', ru: 'Инструмент' },
    description: {
      en: 'What hangs on the belt: smokers, hive tools, brushes and everything for queens.',
      uk: 'Те, що завжди під рукою: димарі, стамески, щітки та все для роботи з матками.',
      pl: 'To, co zawsze pod ręką: podkurzacze, dłuta, zmiotki i wszystko do pracy z matkami.',
      nl: 'Wat u altijd bij de hand hebt: berokers, beitels, vegers en alles voor koninginnen.',
      ru: 'То, что всегда под рукой: дымари, стамески, щётки и всё для работы с матками.',
    },
    scene: 'tools',
    members: byCategory('tools'),
  },
  {
    handle: 'clothing',
    title: {
      en: 'Protective clothing',
      uk: 'Захисний одяг',
      pl: 'Odzież ochronna',
      nl: 'Beschermende kleding',
      ru: 'Защитная одежда',
    },
    description: {
      en: 'Suits, jackets, veils and gloves in sizes for the whole family.',
      uk: 'Костюми, куртки, маски й рукавиці в розмірах для всієї родини.',
      pl: 'Kombinezony, bluzy, kapelusze i rękawice w rozmiarach dla całej rodziny.',
      nl: 'Pakken, jassen, kappen en handschoenen in maten voor het hele gezin.',
      ru: 'Костюмы, куртки, маски и перчатки в размерах для всей семьи.',
    },
    scene: 'clothing',
    members: byCategory('clothing'),
  },
  {
    handle: 'extraction',
    title: {
      en: 'Extraction and bottling',
      uk: 'Відкачування та фасування',
      pl: 'Miodobranie i rozlewanie',
      nl: 'Slingeren en afvullen',
      ru: 'Откачка и фасовка',
    },
    description: {
      en: 'From the first uncapped comb to the last lid: extractors, sieves, tanks and jars.',
      uk: 'Від першого розпечатаного стільника до останньої кришки: медогонки, фільтри, відстійники й банки.',
      pl: 'Od pierwszego odsklepionego plastra po ostatnią zakrętkę: miodarki, sita, odstojniki i słoiki.',
      nl: 'Van de eerste ontzegelde raat tot het laatste deksel: slingers, zeven, vaten en potten.',
      ru: 'От первых распечатанных сотов до последней крышки: медогонки, фильтры, отстойники и банки.',
    },
    scene: 'extraction',
    members: byCategory('extraction'),
  },
  {
    handle: 'honey',
    title: { en: 'Honey', uk: 'Мед', pl: 'Miód', nl: 'Honing', ru: 'Мёд' },
    description: {
      en: 'Single-blossom honey from apiaries we visit ourselves, with comb and pollen beside it.',
      uk: 'Монофлорний мед із пасік, де ми буваємо самі, а ще стільники й обніжжя.',
      pl: 'Miody odmianowe z pasiek, które sami odwiedzamy, a obok nich plastry i pyłek.',
      nl: 'Honing van één bloesem, van imkers die wij zelf bezoeken, met raat en stuifmeel ernaast.',
      ru: 'Монофлорный мёд с пасек, где мы бываем сами, а ещё соты и обножка.',
    },
    scene: 'honey',
    members: byCategory('honey'),
  },
  {
    handle: 'wax',
    title: {
      en: 'Wax and candles',
      uk: 'Віск і свічки',
      pl: 'Wosk i świece',
      nl: 'Was en kaarsen',
      ru: 'Воск и свечи',
    },
    description: {
      en: 'Clean beeswax for makers and finished candles for long evenings.',
      uk: 'Чистий бджолиний віск для майстрів і готові свічки для довгих вечорів.',
      pl: 'Czysty wosk pszczeli dla rękodzielników i gotowe świece na długie wieczory.',
      nl: 'Zuivere bijenwas voor makers en kant-en-klare kaarsen voor lange avonden.',
      ru: 'Чистый пчелиный воск для мастеров и готовые свечи для долгих вечеров.',
    },
    scene: 'wax',
    members: byCategory('wax'),
  },
  {
    handle: 'bees',
    title: {
      en: 'Bees and feeding',
      uk: 'Бджоли й підгодівля',
      pl: 'Pszczoły i podkarmianie',
      nl: 'Bijen en voeren',
      ru: 'Пчёлы и подкормка',
    },
    description: {
      en: 'Queens and nuclei in season, to be collected in our shops, and feed for the rest of the year.',
      uk: 'Матки й бджолопакети в сезон, які можна забрати в наших крамницях, і корм на решту року.',
      pl: 'Matki i odkłady w sezonie, do odbioru w naszych sklepach, oraz pokarm na resztę roku.',
      nl: 'Koninginnen en volkjes in het seizoen, af te halen in onze winkels, en voer voor de rest van het jaar.',
      ru: 'Матки и пчелопакеты в сезон, которые можно забрать в наших магазинах, и корм на остальной год.',
    },
    scene: 'bees',
    members: byCategory('bees'),
  },
]
