import { shelf } from '../authoring.ts'
import { breed, frameStandard, pick } from '../options/index.ts'

export const bees = shelf({
  category: 'bees',
  sheets: [
    {
      number: 804,
      sku: 'BEE-QUN',
      handle: 'mated-queen',
      title: {
        en: 'Mated queen of this season',
        uk: 'Плідна матка цього сезону',
        pl: 'Matka unasienniona, tegoroczna',
        nl: 'Bevruchte koningin van dit seizoen',
        ru: 'Плодная матка этого сезона',
      },
      subtitle: {
        en: 'Marked, calm on the comb, with eight attendants',
        uk: 'Мічена, спокійна на стільнику, з вісьмома бджолами почту',
        pl: 'Znakowana, spokojna na plastrze, z ośmioma pszczołami',
        nl: 'Gemerkt, rustig op de raat, met acht begeleidsters',
        ru: 'Меченая, спокойная на сотах, с восемью пчёлами свиты',
      },
      description: {
        en: 'Bred from colonies we have kept for three winters and mated at an isolated yard. She travels in a wooden cage with candy and is handed over in the shop on the agreed day, so that she need not cross the country by post. Collect between May and August.',
        uk: 'Виведена від сімей, які ми спостерігали три зими, і спарена на ізольованому пункті. Подорожує в дерев’яній клітці з канді, а передаємо її в крамниці у домовлений день, щоб не мандрувала поштою. Забрати можна з травня до серпня.',
        pl: 'Wyhodowana z rodzin obserwowanych przez trzy zimy i unasienniona na izolowanym trutowisku. Podróżuje w drewnianej klateczce z ciastem i odbierzesz ją w sklepie w umówionym dniu, bez wędrówki pocztą. Odbiór od maja do sierpnia.',
        nl: 'Geteeld uit volken die wij drie winters volgden en bevrucht op een afgelegen station. Ze reist in een houten kooitje met deeg en u haalt haar op de afgesproken dag in de winkel op, zodat ze niet met de post hoeft. Afhalen van mei tot en met augustus.',
        ru: 'Выведена от семей, за которыми мы наблюдали три зимы, и спарена на изолированном пункте. Путешествует в деревянной клеточке с канди, а передаём её в магазине в условленный день, чтобы не ехала почтой. Забрать можно с мая по август.',
      },
      attributes: { difficulty: 'experienced', season: ['spring', 'summer'], origin: 'ukraine' },
      options: [breed],
      taxClass: 'reduced',
      variants: {
        carnica: { grams: 40, price: [119, 29.9, 690], stock: [0, 6, 8, 5, 4, 0] },
        buckfast: { grams: 40, price: [129, 32.5, 750], stock: [0, 2, 1, 3, 3, 0] },
        carpathian: { grams: 40, price: [109, 27.5, 620], stock: [0, 9, 12, 0, 0, 0] },
      },
      art: { shape: 'queen-cage', palette: 'queen' },
      pickupOnly: true,
    },
    {
      number: 805,
      sku: 'BEE-NUC',
      handle: 'nucleus-colony',
      title: {
        en: 'Nucleus colony on 5 frames',
        uk: 'Бджолопакет на 5 рамок',
        pl: 'Odkład pszczeli na 5 ramkach',
        nl: 'Aflegger op 5 ramen',
        ru: 'Пчелопакет на 5 рамок',
      },
      subtitle: {
        en: 'Three frames of brood, two of food and a young queen',
        uk: 'Три рамки розплоду, дві корму й молода матка',
        pl: 'Trzy ramki czerwiu, dwie pokarmu i młoda matka',
        nl: 'Drie ramen broed, twee voer en een jonge koningin',
        ru: 'Три рамки расплода, две корма и молодая матка',
      },
      description: {
        en: 'A small, healthy colony that fills a hive by the linden flow. The carrying box is included; bring a strap and drive home in the evening. We show you the queen and the brood before you leave. Collect in May and June only.',
        uk: 'Невелика здорова сім’я, яка до липового взятку заповнить вулик. Переносний ящик у комплекті; візьміть ремінь і їдьте додому ввечері. Перед від’їздом ми покажемо вам матку й розплід. Забрати можна лише в травні та червні.',
        pl: 'Mała, zdrowa rodzina, która do pożytku lipowego wypełni ul. Skrzynka transportowa w cenie; weź pas i wracaj do domu wieczorem. Przed odjazdem pokażemy matkę i czerw. Odbiór tylko w maju i czerwcu.',
        nl: 'Een klein, gezond volk dat tegen de lindedracht een kast vult. De draagkast is inbegrepen; neem een spanband mee en rijd ’s avonds naar huis. Voor vertrek laten wij u de koningin en het broed zien. Alleen af te halen in mei en juni.',
        ru: 'Небольшая здоровая семья, которая к липовому взятку заполнит улей. Переносной ящик в комплекте; возьмите ремень и езжайте домой вечером. Перед отъездом мы покажем вам матку и расплод. Забрать можно только в мае и июне.',
      },
      attributes: {
        'frame-standard': ['dadant', 'wielkopolski'],
        'frame-count': 5,
        difficulty: 'beginner',
        season: ['spring'],
        origin: 'poland',
      },
      size: [260, 540, 380],
      options: [pick({ option: frameStandard, values: ['dadant', 'wielkopolski'] })],
      taxClass: 'reduced',
      variants: {
        dadant: { grams: 9500, price: [449, 114.5, 3290], stock: [0, 3, 4, 2, 0, 0] },
        wielkopolski: { grams: 8200, price: [429, 109.5, 3190], stock: [0, 0, 1, 4, 0, 0] },
      },
      art: { shape: 'colony', palette: 'colony' },
      pickupOnly: true,
    },
  ],
})
