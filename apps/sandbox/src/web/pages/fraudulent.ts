import type { WebPage } from '../page.js';

/** An American buyer that takes goods and disappears, and a Spanish one that no longer exists. */
export const fraudulent: WebPage[] = [
  {
    url: 'metropost.example/2024/12/redfinch-commodities-fraud',
    title: 'Prosecutors: Redfinch Commodities Inc. was an advance-fee fraud',
    language: 'en',
    country: 'US',
    date: '2024-12-03',
    paragraphs: [
      'Prosecutors in Texas, United States, say that Redfinch Commodities Inc. obtained solar panels and power tools worth 9 million dollars by fraud from 26 suppliers.',
      'Redfinch Commodities Inc. sent forged letters of credit and never paid for the goods, which were resold within days.',
    ],
  },
  {
    url: 'exporterforum.example/threads/redfinch-commodities-scam',
    title: 'Scam alert: Redfinch Commodities Inc.',
    language: 'en',
    country: 'US',
    date: '2024-08-27',
    paragraphs: [
      'We shipped two containers to Redfinch Commodities Inc. in Houston, United States, against a letter of credit that turned out to be forged. It is a scam, stay away.',
    ],
  },
  {
    url: 'exporterforum.example/threads/redfinch-commodities-scam?utm_source=digest',
    title: 'Scam alert: Redfinch Commodities Inc.',
    language: 'en',
    country: 'US',
    date: '2024-08-27',
    paragraphs: [
      'We shipped two containers to Redfinch Commodities Inc. in Houston, United States, against a letter of credit that turned out to be forged. It is a scam, stay away.',
    ],
  },
  {
    url: 'whoislens.example/redfinch-commodities',
    title: 'redfinch-commodities: domain and website report',
    language: 'en',
    country: 'US',
    date: '2024-09-11',
    paragraphs: [
      'The domain was registered only three weeks before the first offers of Redfinch Commodities Inc., United States. The team page uses stock photos.',
    ],
  },
  {
    url: 'registry-tx.example/entity/redfinch-commodities-inc',
    title: 'Redfinch Commodities Inc. – Texas entity record',
    language: 'en',
    country: 'US',
    date: '2024-10-02',
    facts: { 'Entity name': 'Redfinch Commodities Inc.', 'File number': '0805512903' },
    paragraphs: [
      'Redfinch Commodities Inc. was incorporated in Texas, United States, on 4 March 2024. Its address could not be verified.',
    ],
  },
  {
    url: 'redfinchgarden.example/about',
    title: 'Redfinch Garden Centre – about us',
    language: 'en',
    country: 'CA',
    date: null,
    paragraphs: [
      'Redfinch Garden Centre is a family business in Vancouver, Canada. We have nothing to do with companies of a similar name.',
    ],
  },
  {
    url: 'registro-es.example/borme/lumenor-retail-group',
    title: 'Lumenor Retail Group S.L. – disolución y extinción',
    language: 'es',
    country: 'ES',
    date: '2024-03-21',
    facts: { Denominación: 'Lumenor Retail Group S.L.', NIF: 'B98117720', Situación: 'Extinguida' },
    paragraphs: [
      'La sociedad Lumenor Retail Group S.L., con domicilio en Valencia, España, ha quedado disuelta y extinguida por acuerdo de la junta general.',
    ],
  },
  {
    url: 'creditpulse.example/es/lumenor-retail-group-sl',
    title: 'Lumenor Retail Group SL: company dissolved',
    language: 'en',
    country: 'ES',
    date: '2024-04-02',
    paragraphs: [
      'Lumenor Retail Group SL of Valencia, Spain, was dissolved in March 2024. Orders placed in its name after that date should be treated with suspicion.',
    ],
  },
  {
    url: 'noticiascomercio.example/2024/lumenor-cierra-tiendas',
    title: 'Lumenor Retail Group cierra sus 14 tiendas',
    language: 'es',
    country: 'ES',
    date: '2024-02-08',
    paragraphs: [
      'La cadena Lumenor Retail Group S.L. cierra sus 14 tiendas en España y deja impagos a proveedores por 2,1 millones de euros.',
    ],
  },
];
