import { shelf } from '../authoring.ts'
import { pick, volume } from '../options/index.ts'

export const settling = shelf({
  category: 'extraction',
  sheets: [
    {
      number: 505,
      sku: 'EXT-TNK',
      handle: 'settling-tank',
      title: {
        en: 'Settling tank in stainless steel',
        uk: 'Відстійник із нержавної сталі',
        pl: 'Odstojnik ze stali nierdzewnej',
        nl: 'Rijpingsvat van roestvrij staal',
        ru: 'Отстойник из нержавеющей стали',
      },
      subtitle: {
        en: 'Give honey two days and it clears itself',
        uk: 'Дайте меду два дні, і він освітлиться сам',
        pl: 'Daj miodowi dwa dni, a sam się sklaruje',
        nl: 'Geef honing twee dagen en ze klaart vanzelf',
        ru: 'Дайте мёду два дня, и он осветлится сам',
      },
      description: {
        en: 'Bubbles and wax rise, clear honey leaves at the bottom. Seams are polished inside, so nothing stays in the corners. The lid seals with a silicone ring and keeps out moisture and smells.',
        uk: 'Бульбашки й віск спливають, а чистий мед витікає знизу. Шви всередині поліровані, у кутах нічого не лишається. Кришка із силіконовим кільцем не пускає вологи й запахів.',
        pl: 'Pęcherzyki i wosk wypływają, a czysty miód schodzi dołem. Spawy są wewnątrz polerowane, więc nic nie zostaje w zakamarkach. Pokrywa z silikonową uszczelką chroni przed wilgocią i zapachami.',
        nl: 'Luchtbellen en was stijgen op, heldere honing loopt er onderaan uit. De naden zijn van binnen gepolijst, zodat er niets achterblijft. Het deksel sluit met een siliconenring en houdt vocht en geuren buiten.',
        ru: 'Пузырьки и воск всплывают, а чистый мёд вытекает снизу. Швы внутри полированы, в углах ничего не остаётся. Крышка с силиконовым кольцом не пускает влагу и запахи.',
      },
      attributes: {
        material: ['stainless-steel'],
        difficulty: 'beginner',
        season: ['summer'],
        origin: 'poland',
        'food-safe': true,
      },
      size: [380, 380, 540],
      options: [pick({ option: volume, values: ['50l', '100l'] })],
      variants: {
        '50l': { grams: 5400, price: [389, 99.5, 3590], stock: [18, 1, 2, 2, 1, 0] },
        '100l': { grams: 8700, price: [549, 139.5, 5090], stock: [11, 0, 1, 0, 1, 0] },
      },
      art: { shape: 'tank', palette: 'inox' },
    },
    {
      number: 506,
      sku: 'EXT-STR',
      handle: 'double-strainer',
      title: {
        en: 'Double honey strainer',
        uk: 'Фільтр для меду подвійний',
        pl: 'Sito do miodu podwójne',
        nl: 'Dubbele honingzeef',
        ru: 'Фильтр для мёда двойной',
      },
      subtitle: {
        en: 'Coarse above, fine below, both on one bucket',
        uk: 'Грубий угорі, тонкий унизу, обидва на одному відрі',
        pl: 'Grube na górze, drobne na dole, oba na jednym wiadrze',
        nl: 'Grof boven, fijn onder, samen op één emmer',
        ru: 'Грубый сверху, тонкий снизу, оба на одном ведре',
      },
      description: {
        en: 'The upper sieve catches wax and wings, the lower one of 0.2 mm lets only honey and pollen pass. Extending arms fit vessels from 24 to 48 cm. Rinse with cold water first, then with hot.',
        uk: 'Верхнє сито затримує віск і крильця, нижнє з отвором 0,2 мм пропускає тільки мед і пилок. Розсувні ручки підходять до посуду від 24 до 48 см. Спершу ополіскуйте холодною водою, потім гарячою.',
        pl: 'Górne sito zatrzymuje wosk i skrzydełka, dolne o oczku 0,2 mm przepuszcza tylko miód i pyłek. Rozsuwane ramiona pasują do naczyń od 24 do 48 cm. Najpierw płucz zimną wodą, potem gorącą.',
        nl: 'De bovenste zeef houdt was en vleugels tegen, de onderste van 0,2 mm laat alleen honing en stuifmeel door. De uittrekbare armen passen op vaten van 24 tot 48 cm. Spoel eerst met koud water, dan met heet.',
        ru: 'Верхнее сито задерживает воск и крылышки, нижнее с отверстием 0,2 мм пропускает только мёд и пыльцу. Раздвижные ручки подходят к посуде от 24 до 48 см. Сначала ополаскивайте холодной водой, потом горячей.',
      },
      attributes: {
        material: ['stainless-steel'],
        difficulty: 'beginner',
        season: ['summer'],
        origin: 'poland',
        'food-safe': true,
      },
      size: [480, 240, 140],
      variants: {
        only: { grams: 860, price: [99, 25.5, 910], stock: [44, 6, 5, 6, 4, 2] },
      },
      art: { shape: 'strainer', palette: 'inox' },
    },
    {
      number: 508,
      sku: 'EXT-REF',
      handle: 'honey-refractometer',
      title: {
        en: 'Honey refractometer',
        uk: 'Рефрактометр для меду',
        pl: 'Refraktometr do miodu',
        nl: 'Refractometer voor honing',
        ru: 'Рефрактометр для мёда',
      },
      subtitle: {
        en: 'One drop tells you whether the honey is ripe',
        uk: 'Одна крапля скаже, чи дозрів мед',
        pl: 'Jedna kropla powie, czy miód jest dojrzały',
        nl: 'Eén druppel vertelt of de honing rijp is',
        ru: 'Одна капля скажет, созрел ли мёд',
      },
      description: {
        en: 'Reads water content from 12 to 27 % with automatic temperature correction. Hold it to the light and read the line; no battery is needed. Calibration oil, a screwdriver and a case come with it.',
        uk: 'Показує вміст води від 12 до 27 % з автоматичною поправкою на температуру. Піднесіть до світла й прочитайте лінію; батарейка не потрібна. У комплекті олія для калібрування, викрутка й футляр.',
        pl: 'Pokazuje zawartość wody od 12 do 27 % z automatyczną korektą temperatury. Wystarczy spojrzeć pod światło i odczytać linię; bateria nie jest potrzebna. W zestawie olejek do kalibracji, śrubokręt i etui.',
        nl: 'Meet het watergehalte van 12 tot 27 % met automatische temperatuurcorrectie. Houd hem naar het licht en lees de lijn af; een batterij is niet nodig. Inclusief kalibratieolie, schroevendraaier en etui.',
        ru: 'Показывает содержание воды от 12 до 27 % с автоматической поправкой на температуру. Поднесите к свету и прочитайте линию; батарейка не нужна. В комплекте масло для калибровки, отвёртка и футляр.',
      },
      attributes: {
        material: ['plastic', 'glass'],
        difficulty: 'experienced',
        season: ['summer'],
        origin: 'netherlands',
      },
      size: [40, 40, 170],
      variants: {
        only: { grams: 410, price: [159, 39.9, 1450], was: [189, 47.5, 1720], stock: [26, 3, 2, 4, 3, 0] },
      },
      tags: ['sale'],
      art: { shape: 'refractometer', palette: 'inox-red' },
    },
  ],
})
