import { computed, ref, watch, watchEffect } from 'vue';
import type { GlobalThemeOverrides } from 'naive-ui';

export type ThemeChoice = 'system' | 'light' | 'dark';

const STORE = 'tradewind.theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const systemDark = ref(system.matches);
system.addEventListener('change', ({ matches }) => {
  systemDark.value = matches;
});

export const themeChoice = ref<ThemeChoice>(choiceOf(localStorage.getItem(STORE)));
watch(themeChoice, (choice) => {
  localStorage.setItem(STORE, choice);
});

export const dark = computed(() => (themeChoice.value === 'system' ? systemDark.value : themeChoice.value === 'dark'));

watchEffect(() => {
  document.documentElement.dataset['theme'] = dark.value ? 'dark' : 'light';
});

const FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif';

export const themeOverrides = computed<GlobalThemeOverrides>(() => {
  const primary = dark.value
    ? { primaryColor: '#2dd4bf', primaryColorHover: '#5eead4', primaryColorPressed: '#14b8a6' }
    : { primaryColor: '#0f766e', primaryColorHover: '#0d9488', primaryColorPressed: '#115e59' };
  const ink = dark.value ? '#e8edf2' : '#16202b';
  const card = dark.value ? '#171d24' : '#ffffff';
  const line = dark.value ? '#2a333d' : '#e1e6ec';
  const soft = dark.value ? '#9aa7b4' : '#566270';
  return {
    Form: { feedbackTextColor: soft },
    DataTable: { thColor: card, tdColor: card, thColorHover: card, borderColor: line, thTextColor: soft },
    Table: { borderColor: line },
    Empty: { textColor: soft },
    ...(!dark.value && {
      Tag: { textColorSuccess: '#136c35', textColorWarning: '#8a4106', textColorError: '#a81818' },
    }),
    Steps: {
      headerTextColorFinish: ink,
      headerTextColorWait: soft,
      indicatorTextColorWait: soft,
      indicatorBorderColorWait: soft,
    },
    common: {
      ...primary,
      primaryColorSuppl: primary.primaryColor,
      fontFamily: FONT,
      borderRadius: '6px',
      ...(dark.value && { cardColor: card, popoverColor: '#1e262f', inputColor: '#202933' }),
      placeholderColor: dark.value ? '#8793a0' : '#6b7785',
    },
  };
});

function choiceOf(stored: string | null): ThemeChoice {
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}
