import { ref } from 'vue';
import type { Check } from '@tradewind/contracts';

/** The check a report can be written on, handed from one experiment to the other. */
export const lastCheck = ref<Check>();
