import { readonly, ref } from 'vue';
import { parseRoute, type Route } from './parse-route.js';

const current = ref<Route>(parseRoute(location.hash));
addEventListener('hashchange', () => {
  current.value = parseRoute(location.hash);
});

/** Where we are. The address after `#` is the truth, so that links, reload and the back button work by themselves. */
export const route = readonly(current);
