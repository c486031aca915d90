import { ref } from 'vue';

export const keysOpen = ref(false);

export function openKeys(): void {
  keysOpen.value = true;
}
