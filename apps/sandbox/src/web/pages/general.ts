import type { WebPage } from '../page.js';

/** What a search engine finds besides: guides and market news that speak of no particular company. */
export const general: WebPage[] = [
  {
    url: 'tradeschool.example/guides/incoterms-2020',
    title: 'Incoterms 2020 explained for first-time exporters',
    language: 'en',
    country: null,
    date: '2023-02-14',
    paragraphs: [
      'FOB, CIF and DDP decide who pays the freight and who bears the risk. Under FOB the risk passes once the goods are on board.',
      'For containers FCA is the better choice, since the goods are handed over at a terminal and not at the rail of a ship.',
    ],
  },
  {
    url: 'tradeschool.example/guides/checking-a-new-buyer',
    title: 'How to check a new buyer: registration, litigation, sanctions',
    language: 'en',
    country: null,
    date: '2024-01-30',
    paragraphs: [
      'Look up the company register, search court records, screen sanctions lists and ask for trade references before shipping on open account.',
      'Beware of namesakes: compare the registration number and the country, not only the name.',
    ],
  },
  {
    url: 'waimao-xuetang.example/xinyongzheng',
    title: '信用证操作指南：常见不符点',
    language: 'zh',
    country: null,
    date: '2023-09-12',
    paragraphs: ['信用证最常见的不符点是迟装运、单据金额不一致和提单缺少背书。出口商应在发货前逐条核对信用证条款。'],
  },
  {
    url: 'metropost.example/2025/01/port-congestion',
    title: 'Port congestion adds nine days to Asia–Europe transit',
    language: 'en',
    country: null,
    date: '2025-01-30',
    paragraphs: [
      'Carriers report delays at the large container ports of northern Europe. Freight rates for 40-foot containers rose by 12 percent in a month.',
    ],
  },
  {
    url: 'lightingmarket.example/report-2024',
    title: 'LED lighting market 2024: prices of panels fall again',
    language: 'en',
    country: null,
    date: '2024-11-18',
    paragraphs: [
      'Average import prices of LED panels fell by 6 percent; demand moves to tunable white and to fittings with replaceable drivers.',
    ],
  },
  {
    url: 'noticiascomercio.example/2024/importar-desde-china',
    title: 'Guía: importar desde China sin sorpresas',
    language: 'es',
    country: null,
    date: '2024-06-05',
    paragraphs: [
      'Antes de pagar el anticipo conviene verificar el registro mercantil del proveedor, pedir muestras y acordar la inspección de la mercancía.',
    ],
  },
];
