import type { WebPage } from '../page.js';

/** Two buyers one would like to have; the second pays a little late. */
export const sound: WebPage[] = [
  {
    url: 'registry-no.example/org/918273645',
    title: 'Halvorsen Kjøkken Import AS – Norwegian business register',
    language: 'en',
    country: 'NO',
    date: '2025-01-15',
    facts: { 'Company name': 'Halvorsen Kjøkken Import AS', 'Registration number': '918273645', Status: 'Active' },
    paragraphs: [
      'Halvorsen Kjøkken Import AS, Bergen, Norway, is registered and active since 2 May 2009. The annual accounts for 2023 were filed on time.',
      'Purpose: import and wholesale of kitchenware. Share capital 2,400,000 NOK. No insolvency proceedings are recorded.',
    ],
  },
  {
    url: 'halvorsenkjokken.example/about',
    title: 'About us – Halvorsen Kjøkken Import AS',
    language: 'en',
    country: 'NO',
    date: null,
    paragraphs: [
      'Official website of Halvorsen Kjøkken Import AS in Bergen, Norway. Founded in 2009, we supply cookware and knives to 140 shops between Kristiansand and Tromsø.',
      'Contact us for a supplier code of conduct; every new factory is visited by our team before the first order.',
    ],
  },
  {
    url: 'cargotrail.example/importers/halvorsen-kjokken-import-as',
    title: 'Halvorsen Kjøkken Import AS – import records',
    language: 'en',
    country: 'NO',
    date: '2025-02-02',
    paragraphs: [
      'Halvorsen Kjøkken Import AS (Norway) received 61 shipments in the last 24 months from China, Portugal and Vietnam, mostly cookware.',
      'According to three suppliers Halvorsen Kjøkken Import AS pays on time, usually by letter of credit for first orders.',
    ],
  },
  {
    url: 'sanctions-screen.example/result/halvorsen-kjokken-import-as',
    title: 'Sanctions screening: Halvorsen Kjøkken Import AS (NO)',
    language: 'en',
    country: 'NO',
    date: '2025-02-01',
    paragraphs: ['Halvorsen Kjøkken Import AS, Norway, is not listed on any sanctions list covered by this service.'],
  },
  {
    url: 'registry-de.example/hrb/148812',
    title: 'Brightquay Sourcing GmbH – Handelsregister Hamburg HRB 148812',
    language: 'en',
    country: 'DE',
    date: '2024-12-10',
    facts: { Firma: 'Brightquay Sourcing GmbH', 'Register number': 'HRB 148812', Status: 'Active' },
    paragraphs: [
      'Brightquay Sourcing GmbH, Hamburg, Germany, is registered and active. Managing director since 2016: Imke Tarnow.',
      'Object of the company: import of LED lighting and electrical accessories. Share capital 150,000 EUR.',
    ],
  },
  {
    url: 'brightquay.example/unternehmen',
    title: 'Brightquay Sourcing GmbH – lighting for German builders',
    language: 'en',
    country: 'DE',
    date: null,
    paragraphs: [
      'Official website of Brightquay Sourcing GmbH. Our offices in Hamburg and our warehouse in Lüneburg, Germany, serve electricians and builders.',
    ],
  },
  {
    url: 'creditpulse.example/de/brightquay-sourcing-gmbh',
    title: 'Payment behaviour of Brightquay Sourcing GmbH',
    language: 'en',
    country: 'DE',
    date: '2025-01-28',
    paragraphs: [
      'Brightquay Sourcing GmbH (Germany) pays on average 17 days late; 6 of 31 invoices in the sample were paid after a reminder.',
      'No defaults were reported to this agency in the last three years.',
    ],
  },
  {
    url: 'cargotrail.example/importers/brightquay-sourcing-gmbh',
    title: 'Brightquay Sourcing GmbH – shipment history',
    language: 'en',
    country: 'DE',
    date: '2025-01-09',
    paragraphs: [
      'Brightquay Sourcing GmbH, Germany: 97 shipments of LED panels, strips and drivers through Hamburg in the last 24 months.',
    ],
  },
];
