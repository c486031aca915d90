import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import * as format from '../format/format.js';
import type { Words } from './en.js';
import type { Locale } from './locale.js';

/** Words and numbers in the person's language. */
export function useWords() {
  const { t, te, locale } = useI18n<{ message: Words }, Locale>({ useScope: 'global' });
  const tag = computed(() => (locale.value === 'zh' ? 'zh-CN' : 'en-GB'));
  return {
    t,
    locale,
    duration: (ms: number) => format.duration(ms, tag.value),
    milliseconds: (ms: number) => format.milliseconds(ms, tag.value),
    count: (value: number) => format.count(value, tag.value),
    aboutMoney: (price: { amount: string; currency: string }) => format.aboutMoney(price, tag.value),
    mebibytes: (bytes: number) => format.mebibytes(bytes, tag.value),
    moment: (iso: string) => format.moment(iso, tag.value),
    /** A stable code in words; the code itself when it is a new one. */
    code: (code: string): string => {
      const key = `codes.${code.replaceAll('.', '_')}`;
      return te(key) ? t(key) : code;
    },
    /** A stage in words. Names with parts, such as `section.summary`, are known by their first. */
    stage: (stage: string): string => {
      const [first = stage, ...rest] = stage.split('.');
      const key = `stages.${first}`;
      const name = te(key) ? t(key) : first.replaceAll('_', ' ');
      return rest.length === 0 ? name : `${name} (${rest.join(', ').replaceAll('_', ' ')})`;
    },
  };
}
