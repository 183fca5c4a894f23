import { shelf } from '../authoring.ts'
import { jar, netWeight, pick } from '../options/index.ts'

const PER_KILOGRAM = { unit: 'g', per: 1000 } as const

export const hiveTable = shelf({
  category: 'honey',
  sheets: [
    {
      number: 605,
      sku: 'HON-RAP',
      handle: 'creamed-rapeseed-honey',
      title: {
        en: 'Creamed rapeseed honey',
        uk: 'Крем-мед із ріпаку',
        pl: 'Miód rzepakowy kremowany',
        nl: 'Crèmehoning van koolzaad',
        ru: 'Крем-мёд из рапса',
      },
      subtitle: {
        en: 'Stirred for a week until it spreads like butter',
        uk: 'Вимішували тиждень, доки не почав мазатися, як масло',
        pl: 'Mieszany przez tydzień, aż da się smarować jak masło',
        nl: 'Een week geroerd tot ze smeert als boter',
        ru: 'Вымешивали неделю, пока не стал мазаться, как масло',
      },
      description: {
        en: 'Rapeseed honey sets hard within days unless somebody stirs it. We do, slowly and at 14 °C, until the crystals are too fine to feel. White, soft and gentle; at home on a breakfast roll.',
        uk: 'Ріпаковий мед твердне за лічені дні, якщо його не вимішувати. Ми вимішуємо: повільно, за 14 °C, доки кристали перестануть відчуватися. Білий, м’який і ніжний, створений для ранкової булочки.',
        pl: 'Miód rzepakowy twardnieje w kilka dni, jeśli się go nie miesza. My mieszamy: powoli, w 14 °C, aż kryształków nie czuć na języku. Biały, miękki i łagodny, w sam raz do porannej bułki.',
        nl: 'Koolzaadhoning wordt binnen enkele dagen hard als niemand haar roert. Wij doen dat, langzaam en bij 14 °C, tot u de kristallen niet meer voelt. Wit, zacht en mild; thuis op een ontbijtbroodje.',
        ru: 'Рапсовый мёд твердеет за считаные дни, если его не вымешивать. Мы вымешиваем: медленно, при 14 °C, пока кристаллы перестанут чувствоваться. Белый, мягкий и нежный, создан для утренней булочки.',
      },
      attributes: { 'honey-kind': 'rapeseed', season: ['spring'], origin: 'poland' },
      options: [pick({ option: jar, values: ['250g', '500g'] })],
      unit: PER_KILOGRAM,
      taxClass: 'food',
      variants: {
        '250g': { grams: 410, net: 250, price: [16.9, 4.5, 92], stock: [110, 18, 22, 32, 24, 16] },
        '500g': { grams: 740, net: 500, price: [28.9, 7.7, 159], stock: [130, 20, 24, 36, 22, 12] },
      },
      art: { shape: 'jar-medium', palette: 'honey-rape' },
    },
    {
      number: 606,
      sku: 'HON-CMB',
      handle: 'comb-honey',
      title: {
        en: 'Comb honey, a whole section',
        uk: 'Стільниковий мед, ціла секція',
        pl: 'Miód w plastrze, cała sekcja',
        nl: 'Raathoning, een hele sectie',
        ru: 'Сотовый мёд, целая секция',
      },
      subtitle: {
        en: 'Honey as the bees packed it',
        uk: 'Мед у тій упаковці, що її зробили бджоли',
        pl: 'Miód tak, jak zapakowały go pszczoły',
        nl: 'Honing zoals de bijen haar inpakten',
        ru: 'Мёд в той упаковке, которую сделали пчёлы',
      },
      description: {
        en: 'A sealed section of 400 g in its linden frame, cut and boxed on the day it leaves the hive. The wax is edible: chew it, spread it or let it melt on warm toast. Keep it cool and dark.',
        uk: 'Запечатана секція 400 г у липовій рамочці, вийнята й запакована того самого дня. Віск їстівний: жуйте його, намазуйте або дайте розтанути на теплому тості. Зберігайте в прохолоді й темряві.',
        pl: 'Zasklepiona sekcja 400 g w lipowej ramce, wyjęta i zapakowana tego samego dnia. Wosk jest jadalny: można go żuć, smarować lub rozpuścić na ciepłej grzance. Przechowuj w chłodzie i ciemności.',
        nl: 'Een verzegelde sectie van 400 g in haar lindehouten raampje, op de dag zelf uitgenomen en verpakt. De was is eetbaar: kauw erop, smeer haar uit of laat haar smelten op warme toast. Koel en donker bewaren.',
        ru: 'Запечатанная секция 400 г в липовой рамочке, вынутая и упакованная в тот же день. Воск съедобен: жуйте его, намазывайте или дайте растаять на тёплом тосте. Храните в прохладе и темноте.',
      },
      tags: ['gift'],
      attributes: { 'honey-kind': 'linden', season: ['summer'], origin: 'ukraine' },
      size: [115, 45, 115],
      unit: PER_KILOGRAM,
      taxClass: 'food',
      variants: {
        only: { grams: 520, net: 400, price: [44.9, 11.9, 239], stock: [36, 8, 10, 7, 5, 6] },
      },
      art: { shape: 'comb', palette: 'comb' },
    },
    {
      number: 607,
      sku: 'HON-POL',
      handle: 'bee-pollen',
      title: {
        en: 'Dried bee pollen',
        uk: 'Бджолине обніжжя сушене',
        pl: 'Pyłek pszczeli suszony',
        nl: 'Gedroogd stuifmeel',
        ru: 'Пчелиная обножка сушёная',
      },
      subtitle: {
        en: 'A whole meadow in small coloured grains',
        uk: 'Ціла лука в дрібних кольорових зернятках',
        pl: 'Cała łąka w małych kolorowych ziarenkach',
        nl: 'Een hele wei in kleine gekleurde korrels',
        ru: 'Целый луг в мелких цветных зёрнышках',
      },
      description: {
        en: 'Willow, dandelion, clover and phacelia, dried gently below 40 °C and cleaned by hand. A spoonful goes into yoghurt, muesli or honey. Start with a little if you are prone to allergies.',
        uk: 'Верба, кульбаба, конюшина й фацелія, дбайливо висушені нижче ніж 40 °C і перебрані вручну. Додавайте ложечку до йогурту, мюслі чи меду. Якщо схильні до алергії, починайте з малого.',
        pl: 'Wierzba, mniszek, koniczyna i facelia, delikatnie suszone poniżej 40 °C i czyszczone ręcznie. Łyżeczkę dodaj do jogurtu, musli albo miodu. Przy skłonności do alergii zacznij od odrobiny.',
        nl: 'Wilg, paardenbloem, klaver en phacelia, voorzichtig gedroogd onder 40 °C en met de hand gereinigd. Een lepel gaat door yoghurt, muesli of honing. Begin met een beetje als u gevoelig bent voor allergieën.',
        ru: 'Ива, одуванчик, клевер и фацелия, бережно высушенные ниже 40 °C и перебранные вручную. Добавляйте ложечку в йогурт, мюсли или мёд. Если склонны к аллергии, начинайте с малого.',
      },
      attributes: { season: ['spring', 'summer'], origin: 'ukraine' },
      options: [pick({ option: netWeight, values: ['150g', '500g'] })],
      unit: PER_KILOGRAM,
      taxClass: 'food',
      variants: {
        '150g': { grams: 170, net: 150, price: [22.9, 5.95, 129], stock: [70, 12, 14, 12, 9, 8] },
        '500g': { grams: 535, net: 500, price: [64.9, 16.5, 369], stock: [34, 5, 6, 4, 3, 2] },
      },
      art: { shape: 'pouch', palette: 'pollen' },
    },
  ],
})
