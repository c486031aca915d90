import js from '@eslint/js';
import pluginVue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/dist/**', '.nx/**', '.data/**', '**/coverage/**', '**/test-results/**', 'apps/console/dist/**'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  ...pluginVue.configs['flat/essential'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // The compiler knows the names of the browser; this rule does not.
      'no-undef': 'off',
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
    },
  },
  {
    files: ['**/*.ts'],
    rules: {
      // Injected classes must stay value imports: Nest reads them from the emitted decorator metadata.
      '@typescript-eslint/consistent-type-imports': 'off',
      // Nest modules and marker classes are often empty.
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
    },
  },
  {
    // Process environment is configuration: it is read in one place per process and injected from there.
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    ignores: [
      '**/*config*.ts',
      '**/config/**',
      '**/main.ts',
      '**/worker.ts',
      '**/*.spec.ts',
      '**/test/**',
      '**/testing/**',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Read configuration from the injected, validated config instead.',
        },
      ],
    },
  },
  {
    files: ['tools/**/*.ts', 'bench/**/*.ts', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
);
