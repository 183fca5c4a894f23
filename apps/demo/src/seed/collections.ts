import type { SeedCollection } from './types.ts'

/** What the shop puts together beside its categories. */
export const COLLECTIONS: readonly SeedCollection[] = [
  {
    handle: 'first-hive',
    title: { en: 'Your first hive', uk: 'Перший вулик', pl: 'Pierwszy ul', nl: 'Uw eerste kast', ru: 'Первый улей' },
    description: {
      en: 'Ten things with which a first season goes well, in the order in which you will need them.',
      uk: 'Десять речей, з якими перший сезон мине добре, у тому порядку, в якому вони знадобляться.',
      pl: 'Dziesięć rzeczy, z którymi pierwszy sezon się uda, w kolejności, w jakiej będą potrzebne.',
      nl: 'Tien dingen waarmee een eerste seizoen goed verloopt, in de volgorde waarin u ze nodig hebt.',
      ru: 'Десять вещей, с которыми первый сезон пройдёт хорошо, в том порядке, в котором они понадобятся.',
    },
    scene: 'hero',
    members: {
      by: 'hand',
      products: [
        'wielkopolski-hive',
        'dadant-hive',
        'hive-stand',
        'hive-frames',
        'wax-foundation',
        'bee-suit',
        'bee-gloves',
        'smoker',
        'hive-tool',
        'nucleus-colony',
      ],
    },
  },
  {
    handle: 'gifts',
    title: {
      en: 'Gifts from the hive',
      uk: 'Подарунки з вулика',
      pl: 'Prezenty z ula',
      nl: 'Cadeaus uit de kast',
      ru: 'Подарки из улья',
    },
    description: {
      en: 'Small pleasures for people who like honey, candlelight or both.',
      uk: 'Маленькі радощі для тих, хто любить мед, світло свічок або все разом.',
      pl: 'Drobne przyjemności dla tych, którzy lubią miód, blask świec albo jedno i drugie.',
      nl: 'Kleine genoegens voor wie van honing houdt, van kaarslicht of van allebei.',
      ru: 'Маленькие радости для тех, кто любит мёд, свет свечей или всё сразу.',
    },
    scene: 'wax',
    members: { by: 'rule', rule: { field: 'tag', is: 'gift' } },
  },
  {
    handle: 'winter-work',
    title: { en: 'Winter work', uk: 'Зимові клопоти', pl: 'Zimowe prace', nl: 'Winterwerk', ru: 'Зимние заботы' },
    description: {
      en: 'While the bees rest: frames to nail, wax to melt, candles to pour and a little fondant for February.',
      uk: 'Поки бджоли відпочивають: збити рамки, розтопити віск, відлити свічки й відкласти канді на лютий.',
      pl: 'Gdy pszczoły odpoczywają: zbijanie ramek, topienie wosku, odlewanie świec i trochę ciasta na luty.',
      nl: 'Terwijl de bijen rusten: ramen spijkeren, was smelten, kaarsen gieten en wat deeg voor februari.',
      ru: 'Пока пчёлы отдыхают: сбить рамки, растопить воск, отлить свечи и отложить канди на февраль.',
    },
    scene: 'frames',
    members: { by: 'rule', rule: { field: 'attribute.season', oneOf: ['winter'] } },
  },
  {
    handle: 'sale',
    title: { en: 'Reduced', uk: 'Знижки', pl: 'Przecenione', nl: 'Afgeprijsd', ru: 'Скидки' },
    description: {
      en: 'Last sizes, last year’s colours and a few things we simply have too many of.',
      uk: 'Останні розміри, торішні кольори й дещо, чого в нас просто забагато.',
      pl: 'Ostatnie rozmiary, zeszłoroczne kolory i kilka rzeczy, których mamy po prostu za dużo.',
      nl: 'Laatste maten, kleuren van vorig jaar en een paar dingen waar we gewoon te veel van hebben.',
      ru: 'Последние размеры, прошлогодние цвета и кое-что, чего у нас просто слишком много.',
    },
    scene: 'honey',
    members: { by: 'rule', rule: { field: 'tag', is: 'sale' } },
  },
]
