import { reactive, watch } from 'vue';

export type KeyKind = 'tenant' | 'admin';

const STORE: Record<KeyKind, string> = { tenant: 'tradewind.tenant-key', admin: 'tradewind.admin-key' };

/** The keys the person has typed. They live as long as this tab and go nowhere but into the Authorization header. */
export const keys = reactive<Record<KeyKind, string>>({
  tenant: sessionStorage.getItem(STORE.tenant) ?? '',
  admin: sessionStorage.getItem(STORE.admin) ?? '',
});

watch(keys, () => {
  for (const kind of ['tenant', 'admin'] as const) {
    if (keys[kind] === '') sessionStorage.removeItem(STORE[kind]);
    else sessionStorage.setItem(STORE[kind], keys[kind]);
  }
});
