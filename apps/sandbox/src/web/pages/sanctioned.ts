import type { WebPage } from '../page.js';

/** A trader on a sanctions list, and one that has no sanctions but a bad name. */
export const sanctioned: WebPage[] = [
  {
    url: 'sanctions-office.example/notices/2024-117',
    title: 'Notice 2024-117: designation of Ostrovia Petro Logistics FZE',
    language: 'en',
    country: 'AE',
    date: '2024-06-20',
    paragraphs: [
      'Ostrovia Petro Logistics FZE, Sharjah, United Arab Emirates, has been added to the consolidated sanctions list. An asset freeze applies from today.',
      'The entity is designated for shipping oil products in breach of an embargo. Making funds or goods available to it is prohibited.',
    ],
  },
  {
    url: 'sanctions-screen.example/result/ostrovia-petro-logistics-fze',
    title: 'Sanctions screening: Ostrovia Petro Logistics FZE (AE)',
    language: 'en',
    country: 'AE',
    date: '2025-02-01',
    paragraphs: [
      'Match: Ostrovia Petro Logistics FZE, United Arab Emirates, appears on two sanctions lists. Aliases: Ostrovia Marine Services, OPL Trading.',
    ],
  },
  {
    url: 'tradegazette.example/2024/ostrovia-tanker-detained',
    title: 'Tanker chartered by Ostrovia detained after sanctions notice',
    language: 'en',
    country: 'AE',
    date: '2024-07-04',
    paragraphs: [
      'A tanker chartered by Ostrovia Petro Logistics FZE of the United Arab Emirates was seized in port two weeks after the company had been placed on a sanctions list.',
      'Investigators found that the ship had switched off its transponder eleven times.',
    ],
  },
  {
    url: 'ostrovia-petro.example/',
    title: 'Ostrovia Petro Logistics FZE – energy that arrives',
    language: 'en',
    country: 'AE',
    date: null,
    paragraphs: [
      'Official website of Ostrovia Petro Logistics FZE, free zone company in Sharjah, United Arab Emirates. Contact us for bunkering and storage.',
    ],
  },
  {
    url: 'zhicai-chaxun.example/ostrovia',
    title: '制裁名单查询：Ostrovia Petro Logistics FZE（阿联酋）',
    language: 'zh',
    country: 'AE',
    date: '2024-08-12',
    paragraphs: ['Ostrovia Petro Logistics FZE（阿联酋沙迦）已于2024年6月被列入制裁名单，资产冻结，企业不得与其交易。'],
  },
];
