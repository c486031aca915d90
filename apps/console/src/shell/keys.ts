import { reactive, watch } from 'vue';

export type KeyKind = 'tenant' | 'admin';
/** What the keys dialog asks for; the operator's name is no secret, but belongs to the same person for as long. */
export type KeyField = KeyKind | 'operator';
export const KEY_FIELDS = ['admin', 'tenant', 'operator'] as const satisfies readonly KeyField[];

const STORE: Record<KeyField, string> = {
  tenant: 'tradewind.tenant-key',
  admin: 'tradewind.admin-key',
  operator: 'tradewind.operator',
};

/** The keys the person has typed. They live as long as this tab and go nowhere but into the Authorization header. */
export const keys = reactive<Record<KeyField, string>>({
  tenant: sessionStorage.getItem(STORE.tenant) ?? '',
  admin: sessionStorage.getItem(STORE.admin) ?? '',
  operator: sessionStorage.getItem(STORE.operator) ?? '',
});

watch(keys, () => {
  for (const field of KEY_FIELDS) {
    if (keys[field] === '') sessionStorage.removeItem(STORE[field]);
    else sessionStorage.setItem(STORE[field], keys[field]);
  }
});
