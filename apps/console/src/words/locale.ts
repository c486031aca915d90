import { watchEffect } from 'vue';
import { createI18n } from 'vue-i18n';
import { en, type Words } from './en.js';
import { zh } from './zh.js';

export type Locale = 'en' | 'zh';

const STORE = 'tradewind.locale';

export const i18n = createI18n<[Words], Locale, false>({
  legacy: false,
  locale: initialLocale(),
  fallbackLocale: 'en',
  messages: { en, zh },
});

export function switchLocale(): void {
  i18n.global.locale.value = i18n.global.locale.value === 'en' ? 'zh' : 'en';
  localStorage.setItem(STORE, i18n.global.locale.value);
}

watchEffect(() => {
  document.documentElement.lang = i18n.global.locale.value === 'zh' ? 'zh-Hans' : 'en';
});

function initialLocale(): Locale {
  const chosen = localStorage.getItem(STORE) ?? navigator.language;
  return chosen.startsWith('zh') ? 'zh' : 'en';
}
