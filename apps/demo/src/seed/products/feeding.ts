import { shelf } from '../authoring.ts'
import { feederKind, packByWeight, pick } from '../options/index.ts'

const PER_KILOGRAM = { unit: 'g', per: 1000 } as const

export const feeding = shelf({
  category: 'bees',
  sheets: [
    {
      number: 801,
      sku: 'BEE-FDR',
      handle: 'feeder',
      title: {
        en: 'Top feeder',
        uk: 'Годівниця на вулик',
        pl: 'Podkarmiaczka górna',
        nl: 'Voerbak voor boven op de kast',
        ru: 'Кормушка на улей',
      },
      subtitle: {
        en: 'Fill it without meeting a single bee',
        uk: 'Наповнюється без зустрічі з бджолами',
        pl: 'Napełnisz ją, nie spotykając ani jednej pszczoły',
        nl: 'Vullen zonder één bij tegen te komen',
        ru: 'Наполняется без встречи с пчёлами',
      },
      description: {
        en: 'Bees climb through the middle and drink under a cover where they cannot drown. The round one sits over the hole in the inner cover; the box of pine takes eight litres and feeds a colony for winter in two fillings. Both empty themselves to the last drop.',
        uk: 'Бджоли підіймаються посередині й п’ють під ковпаком, де не можуть утопитися. Кругла стає над отвором у стелі, а соснова на весь вулик вміщує вісім літрів: двох наповнень вистачить на зиму. Обидві вибираються до останньої краплі.',
        pl: 'Pszczoły wchodzą środkiem i piją pod kloszem, gdzie nie mogą utonąć. Okrągłą stawia się nad otworem powałki, a sosnowa na cały ul mieści osiem litrów i w dwóch porcjach zakarmi rodzinę na zimę. Obie opróżniają się do ostatniej kropli.',
        nl: 'De bijen klimmen in het midden omhoog en drinken onder een kap waar ze niet verdrinken. De ronde staat op het gat in de dekplank; de grenen bak houdt acht liter en voert een volk in twee beurten in voor de winter. Beide gaan leeg tot de laatste druppel.',
        ru: 'Пчёлы поднимаются посередине и пьют под колпаком, где не могут утонуть. Круглая ставится над отверстием в потолке, а сосновая на весь улей вмещает восемь литров: двух заправок хватит на зиму. Обе выбираются до последней капли.',
      },
      attributes: {
        material: ['plastic', 'pine'],
        difficulty: 'beginner',
        season: ['spring', 'autumn'],
        origin: 'poland',
        'food-safe': true,
      },
      size: [260, 260, 100],
      options: [feederKind],
      variants: {
        round: { grams: 290, price: [24.9, 6.4, 230], stock: [110, 18, 20, 16, 12, 6] },
        box: { grams: 3100, price: [119, 30.5, 1090], stock: [34, 2, 3, 4, 2, 0] },
      },
      art: { shape: 'feeder-round', palette: 'feeding' },
    },
    {
      number: 802,
      sku: 'BEE-FON',
      handle: 'fondant',
      title: {
        en: 'Feeding fondant',
        uk: 'Канді для підгодівлі',
        pl: 'Ciasto dla pszczół',
        nl: 'Voederdeeg',
        ru: 'Канди для подкормки',
      },
      subtitle: {
        en: 'Soft in the cold, never runny in the warmth',
        uk: 'М’яке в холод і не тече в тепло',
        pl: 'Miękkie w chłodzie, nie spływa w cieple',
        nl: 'Zacht in de kou, loopt niet uit in de warmte',
        ru: 'Мягкое в холод и не течёт в тепло',
      },
      description: {
        en: 'Finely ground sugar with inverted syrup, crystals under 10 µm so that bees eat it without water. Cut a window into the film and lay the packet on the frames. For nuclei, for mating boxes and for February.',
        uk: 'Дрібно змелений цукор з інвертним сиропом, кристали менші за 10 мкм, тому бджоли їдять його без води. Виріжте віконце в плівці й покладіть пакет на рамки. Для відводків, нуклеусів і для лютого.',
        pl: 'Drobno mielony cukier z syropem inwertowanym, kryształki poniżej 10 µm, więc pszczoły jedzą je bez wody. Wytnij okienko w folii i połóż paczkę na ramkach. Do odkładów, ulików weselnych i na luty.',
        nl: 'Fijngemalen suiker met invertsiroop, kristallen kleiner dan 10 µm, zodat bijen het zonder water eten. Snijd een venster in de folie en leg het pak op de ramen. Voor afleggers, bevruchtingskastjes en voor februari.',
        ru: 'Мелко помолотый сахар с инвертным сиропом, кристаллы меньше 10 мкм, поэтому пчёлы едят его без воды. Вырежьте окошко в плёнке и положите пакет на рамки. Для отводков, нуклеусов и для февраля.',
      },
      attributes: { difficulty: 'beginner', season: ['winter', 'spring'], origin: 'poland', 'food-safe': true },
      options: [pick({ option: packByWeight, values: ['1kg', '10kg'] })],
      unit: PER_KILOGRAM,
      taxClass: 'reduced',
      variants: {
        '1kg': { grams: 1020, net: 1000, price: [9.9, 2.6, 92], stock: [240, 50, 44, 36, 28, 0] },
        '10kg': { grams: 10150, net: 10000, price: [84.9, 21.9, 785], stock: [60, 8, 10, 8, 4, 0] },
      },
      art: { shape: 'fondant', palette: 'dough' },
    },
    {
      number: 803,
      sku: 'BEE-SYR',
      handle: 'feeding-syrup',
      title: {
        en: 'Feeding syrup from sugar beet',
        uk: 'Сироп для підгодівлі з цукрових буряків',
        pl: 'Syrop dla pszczół z buraków cukrowych',
        nl: 'Voedersiroop van suikerbieten',
        ru: 'Сироп для подкормки из сахарной свёклы',
      },
      subtitle: {
        en: 'Ready to pour, keeps for two years',
        uk: 'Готовий до заливання, зберігається два роки',
        pl: 'Gotowy do nalania, trwały przez dwa lata',
        nl: 'Klaar om te gieten, twee jaar houdbaar',
        ru: 'Готов к заливке, хранится два года',
      },
      description: {
        en: 'Inverted sugars with 73 % dry matter: bees store it almost without work, and it neither ferments nor crystallises in the comb. Feed at dusk, so that robbers are asleep. One colony needs about fifteen kilograms for a winter.',
        uk: 'Інвертні цукри з 73 % сухої речовини: бджоли складають його майже без праці, він не бродить і не кристалізується в стільнику. Давайте надвечір, коли злодійки вже сплять. На зиму одній сім’ї треба близько п’ятнадцяти кілограмів.',
        pl: 'Cukry inwertowane, 73 % suchej masy: pszczoły magazynują go prawie bez pracy, a w plastrze nie fermentuje ani nie krystalizuje. Podawaj o zmierzchu, gdy rabusie już śpią. Jedna rodzina potrzebuje na zimę około piętnastu kilogramów.',
        nl: 'Invertsuikers met 73 % droge stof: bijen slaan haar bijna zonder werk op en in de raat gist of kristalliseert ze niet. Voer in de schemering, als de rovers slapen. Een volk heeft voor de winter ongeveer vijftien kilo nodig.',
        ru: 'Инвертные сахара с 73 % сухого вещества: пчёлы складывают его почти без труда, он не бродит и не кристаллизуется в сотах. Давайте к вечеру, когда воровки уже спят. На зиму одной семье нужно около пятнадцати килограммов.',
      },
      attributes: { difficulty: 'beginner', season: ['autumn'], origin: 'poland', 'food-safe': true },
      size: [230, 190, 330],
      options: [pick({ option: packByWeight, values: ['2kg', '5kg', '10kg'] })],
      unit: PER_KILOGRAM,
      taxClass: 'reduced',
      variants: {
        '2kg': { grams: 2100, net: 2000, price: [15.9, 4.2, 145], stock: [120, 20, 22, 18, 15, 0] },
        '5kg': { grams: 5250, net: 5000, price: [34.9, 8.95, 320], stock: [90, 14, 15, 12, 10, 0] },
        '10kg': { grams: 10400, net: 10000, price: [64.9, 16.7, 595], stock: [75, 10, 8, 9, 5, 0] },
      },
      art: { shape: 'canister', palette: 'syrup' },
    },
  ],
})
