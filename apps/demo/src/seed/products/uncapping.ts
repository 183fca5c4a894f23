import { shelf } from '../authoring.ts'
import { heating, tines } from '../options/index.ts'

export const uncapping = shelf({
  category: 'extraction',
  sheets: [
    {
      number: 503,
      sku: 'EXT-FRK',
      handle: 'uncapping-fork',
      title: {
        en: 'Uncapping fork',
        uk: 'Виделка для розпечатування',
        pl: 'Widelec do odsklepiania',
        nl: 'Ontzegelvork',
        ru: 'Вилка для распечатывания',
      },
      subtitle: {
        en: 'Twenty-one needles that lift caps, not honey',
        uk: 'Двадцять одна голка, що знімає забрус, а не мед',
        pl: 'Dwadzieścia jeden igieł, które zdejmują zasklep, a nie miód',
        nl: 'Eenentwintig naalden die de zegels nemen, niet de honing',
        ru: 'Двадцать одна игла, которая снимает забрус, а не мёд',
      },
      description: {
        en: 'Hardened needles slip under the cappings and leave the cell walls standing. Straight tines suit flat combs; angled ones reach the hollows. The plastic handle floats, so it never sinks into the tray.',
        uk: 'Загартовані голки проходять під забрус і не руйнують стінок комірок. Прямі зубці — для рівних стільників, вигнуті дістають у западини. Пластикова ручка не тоне, тож виделка не зникне в ванні.',
        pl: 'Hartowane igły wchodzą pod zasklep i nie niszczą ścianek komórek. Proste zęby są do równych plastrów, wygięte sięgają zagłębień. Trzonek z tworzywa nie tonie, więc widelec nie zniknie w wannie.',
        nl: 'Geharde naalden glijden onder de zegels en laten de celwanden staan. Rechte tanden zijn voor vlakke raten, gebogen tanden komen in de kuilen. De kunststof greep blijft drijven en zinkt dus nooit in de bak.',
        ru: 'Закалённые иглы проходят под забрус и не разрушают стенок ячеек. Прямые зубья — для ровных сотов, изогнутые достают до впадин. Пластиковая ручка не тонет, и вилка не пропадёт в ванне.',
      },
      attributes: {
        material: ['stainless-steel', 'plastic'],
        difficulty: 'beginner',
        season: ['summer'],
        origin: 'poland',
        'food-safe': true,
      },
      size: [75, 25, 200],
      options: [tines],
      variants: {
        straight: { grams: 110, price: [24.9, 6.4, 230], stock: [95, 14, 16, 12, 9, 5] },
        angled: { grams: 115, price: [27.9, 7.2, 258], stock: [70, 9, 10, 8, 6, 3] },
      },
      art: { shape: 'uncapping-fork', palette: 'harvest-yellow' },
    },
    {
      number: 504,
      sku: 'EXT-KNF',
      handle: 'uncapping-knife',
      title: {
        en: 'Uncapping knife, serrated',
        uk: 'Ніж для розпечатування із зубцями',
        pl: 'Nóż do odsklepiania ząbkowany',
        nl: 'Ontzegelmes met kartels',
        ru: 'Нож для распечатывания с зубцами',
      },
      subtitle: {
        en: 'One long cut from lug to lug',
        uk: 'Один довгий рух від краю до краю',
        pl: 'Jedno długie cięcie od końca do końca',
        nl: 'Eén lange haal van oor tot oor',
        ru: 'Одно длинное движение от края до края',
      },
      description: {
        en: 'The blade of 26 cm rests on both bars of the frame and takes the cappings off in a sheet. The serration holds the edge for years without grinding. The electric version stays at 75 °C and needs no hot water beside it.',
        uk: 'Лезо 26 см спирається на обидва бруски рамки й знімає забрус суцільним пластом. Зубці роками не потребують заточування. Електричний тримає 75 °C і не потребує поруч гарячої води.',
        pl: 'Ostrze o długości 26 cm opiera się o obie listewki ramki i zdejmuje zasklep jednym płatem. Ząbki przez lata nie wymagają ostrzenia. Wersja elektryczna utrzymuje 75 °C i nie potrzebuje gorącej wody.',
        nl: 'Het lemmet van 26 cm rust op beide latten van het raam en neemt de zegels in één vel weg. De kartels blijven jaren scherp zonder slijpen. De elektrische blijft op 75 °C en heeft geen heet water nodig.',
        ru: 'Лезвие 26 см опирается на оба бруска рамки и снимает забрус цельным пластом. Зубцы годами не требуют заточки. Электрический держит 75 °C и не требует рядом горячей воды.',
      },
      attributes: {
        material: ['stainless-steel', 'beech'],
        difficulty: 'beginner',
        season: ['summer'],
        origin: 'poland',
        'food-safe': true,
      },
      size: [45, 22, 400],
      options: [heating],
      variants: {
        cold: { grams: 230, price: [49.9, 12.9, 460], stock: [62, 8, 9, 7, 6, 2] },
        electric: { grams: 780, price: [249, 63.5, 2290], stock: [14, 1, 1, 2, 2, 0] },
      },
      art: { shape: 'uncapping-knife', palette: 'harvest-yellow' },
    },
  ],
})
