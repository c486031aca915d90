import { createApp } from 'vue';
import App from './app.vue';
import './shell/base.css';
import { i18n } from './words/locale.js';

createApp(App).use(i18n).mount('#app');
