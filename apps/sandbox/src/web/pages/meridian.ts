import type { WebPage } from '../page.js';

/** A sound British importer, and two strangers who bear its name. */
export const meridian: WebPage[] = [
  {
    url: 'registry-gb.example/company/09312744',
    title: 'MERIDIAN TRADE PARTNERS LTD – company register extract',
    language: 'en',
    country: 'GB',
    date: '2025-02-11',
    facts: {
      'Company name': 'Meridian Trade Partners Ltd',
      'Company number': '09312744',
      'Company status': 'Active',
      'Registered office': '14 Harbour Row, Felixstowe, United Kingdom',
      Incorporated: '18 November 2014',
    },
    paragraphs: [
      'Meridian Trade Partners Ltd is registered and active. Accounts are up to date to 30 June 2024 and no insolvency filings are recorded.',
      'Nature of business: wholesale of household goods and kitchenware. Two directors have been in office since incorporation.',
    ],
  },
  {
    url: 'meridiantradepartners.example/about',
    title: 'About us – Meridian Trade Partners Ltd, Felixstowe',
    language: 'en',
    country: 'GB',
    date: null,
    paragraphs: [
      'Official website of Meridian Trade Partners Ltd. Founded in 2014, we import drinkware, kitchenware and homewares for independent retailers across the United Kingdom.',
      'Our team of 38 works from our warehouse in Felixstowe. Company number 09312744. Contact us on weekdays from 8 to 17.',
    ],
  },
  {
    url: 'cargotrail.example/importers/meridian-trade-partners-ltd',
    title: 'Meridian Trade Partners Ltd – import records and shipment history',
    language: 'en',
    country: 'GB',
    date: '2025-01-20',
    paragraphs: [
      'Meridian Trade Partners Ltd (United Kingdom) is a regular importer: 214 shipments in the last 24 months, most of them stainless steel drinkware from Ningbo to Felixstowe.',
      'Suppliers surveyed say that Meridian Trade Partners Ltd pays within terms; the average is 4 days before the due date.',
    ],
  },
  {
    url: 'tradegazette.example/2024/meridian-trade-partners-opens-second-warehouse',
    title: 'Meridian Trade Partners opens second warehouse in Felixstowe',
    language: 'en',
    country: 'GB',
    date: '2024-09-03',
    paragraphs: [
      'Meridian Trade Partners Ltd, the British importer of household goods, has opened a second warehouse of 6,000 square metres and hired 12 people.',
      'The company reported a turnover of 21 million pounds last year, 9 percent more than the year before.',
    ],
  },
  {
    url: 'tradegazette.example/2024/meridian-trade-partners-opens-second-warehouse?utm_source=newsletter&utm_campaign=sept',
    title: 'Meridian Trade Partners opens second warehouse in Felixstowe',
    language: 'en',
    country: 'GB',
    date: '2024-09-03',
    paragraphs: [
      'Meridian Trade Partners Ltd, the British importer of household goods, has opened a second warehouse of 6,000 square metres and hired 12 people.',
      'The company reported a turnover of 21 million pounds last year, 9 percent more than the year before.',
    ],
  },
  {
    url: 'sanctions-screen.example/result/meridian-trade-partners-ltd',
    title: 'Sanctions screening: Meridian Trade Partners Ltd (GB)',
    language: 'en',
    country: 'GB',
    date: '2025-02-01',
    paragraphs: [
      'Meridian Trade Partners Ltd, United Kingdom, company number 09312744, is not listed on any sanctions list covered by this service.',
    ],
  },
  {
    url: 'courtwire.example/us/hollis-v-meridian-trade-partners-llc',
    title: 'Hollis Freight v. Meridian Trade Partners LLC – fraud judgment in New Jersey',
    language: 'en',
    country: 'US',
    date: '2024-05-17',
    paragraphs: [
      'A New Jersey court entered a judgment against Meridian Trade Partners LLC, a Delaware company, and ordered it to pay 1.3 million dollars to Hollis Freight.',
      'The court found that Meridian Trade Partners LLC had obtained goods by fraud and never paid for them.',
    ],
  },
  {
    url: 'registry-au.example/abn/meridian-trade-partners-pty',
    title: 'Meridian Trade Partners Pty Ltd – deregistered',
    language: 'en',
    country: 'AU',
    date: '2023-08-30',
    facts: { 'Registration number': 'ACN 611 204 887', Status: 'Deregistered' },
    paragraphs: [
      'Meridian Trade Partners Pty Ltd of Melbourne, Australia, was deregistered on 30 August 2023 after it ceased trading.',
    ],
  },
];
