/** Companies of the sandbox's made-up web: sound, fraudulent, insolvent, sanctioned or namesakes. */
export const COMPANIES = [
  { company_name: 'Meridian Trade Partners Ltd', country: 'GB' },
  { company_name: 'Redfinch Commodities Inc.', country: 'US' },
  { company_name: 'Castellane Global Imports SARL', country: 'FR' },
  { company_name: '宁波海鹄贸易有限公司', country: 'CN' },
  { company_name: '深圳鹏烁电子科技有限公司', country: 'CN' },
] as const;
