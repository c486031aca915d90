/** What the load button sends: real requests of the product's own API, a little different each time so that nothing is answered twice. */
export const scenarios = {
  chat: {
    path: '/v1/chat/completions',
    body: (n: number) => ({
      model: 'tradewind-chat',
      messages: [{ role: 'user', content: `What does FOB mean in contract number ${n}?` }],
    }),
  },
  search: {
    path: '/deal-brain/search',
    body: (n: number) => ({ query: `stainless steel vacuum flask ${300 + (n % 40) * 10} ml`, limit: 5, explain: true }),
  },
  checks: {
    path: '/shadow-hunter/checks',
    body: (n: number) => ({ company_name: `Meridian Trade Partners ${n} Ltd`, country: 'GB' }),
  },
  reports: {
    path: '/nexus-assess/reports',
    body: (n: number) => ({
      subject: { company_name: `Meridian Trade Partners ${n} Ltd`, country: 'GB' },
      order_value: { amount: '48000.00', currency: 'USD' },
      payment_terms: 'open_account',
      goods: '2,000 stainless steel vacuum flasks',
      route: { from: 'Ningbo', to: 'Felixstowe' },
    }),
  },
} as const satisfies Record<string, { path: string; body: (n: number) => unknown }>;

export type Scenario = keyof typeof scenarios;
export const scenarioNames = Object.keys(scenarios) as [Scenario, ...Scenario[]];
