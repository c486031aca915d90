import type { WebPage } from '../page.js';

/** A Brazilian distributor of which one source says it is sound and another that it is gone and owes money. */
export const contradicting: WebPage[] = [
  {
    url: 'registro-br.example/cnpj/31884207000155',
    title: 'Palmetto Verde Distribuidora Ltda – company record',
    language: 'en',
    country: 'BR',
    date: '2025-02-03',
    facts: {
      'Company name': 'Palmetto Verde Distribuidora Ltda',
      CNPJ: '31.884.207/0001-55',
      'Company status': 'Active',
    },
    paragraphs: [
      'Palmetto Verde Distribuidora Ltda of Santos, Brazil, is registered and active; its tax status is regular.',
    ],
  },
  {
    url: 'blogdoporto.example/palmetto-verde-fechou',
    title: 'Blog: has Palmetto Verde closed for good?',
    language: 'en',
    country: 'BR',
    date: '2024-12-29',
    paragraphs: [
      'A port blogger claims that Palmetto Verde Distribuidora Ltda in Santos, Brazil, has ceased trading and that its office is empty.',
      'The company denies it: "We moved to a larger warehouse in December."',
    ],
  },
  {
    url: 'cargotrail.example/importers/palmetto-verde-distribuidora-ltda',
    title: 'Palmetto Verde Distribuidora Ltda – shipment history',
    language: 'en',
    country: 'BR',
    date: '2025-02-08',
    paragraphs: [
      'Palmetto Verde Distribuidora Ltda (Brazil): 44 shipments of garden tools and pumps in the last 24 months, the latest in January 2025.',
    ],
  },
  {
    url: 'creditpulse.example/br/palmetto-verde-distribuidora',
    title: 'Payment behaviour of Palmetto Verde Distribuidora Ltda',
    language: 'en',
    country: 'BR',
    date: '2024-11-30',
    paragraphs: [
      'Two suppliers report late payment by Palmetto Verde Distribuidora Ltda of Brazil; three others say it pays within terms.',
    ],
  },
];
