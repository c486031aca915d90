import { z } from 'zod';

/** A name that an operator chooses: of a server, or of a model. */
const Name = z.string().trim().min(1).max(200);
const ServerName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'must be up to 63 lower-case letters, digits, ".", "_" or "-"')
  .meta({ id: 'ServerName', examples: ['deepseek-1'] });

/** Providers whose address, timeouts and habits are known; any other is `openai-compatible` with its `base_url`. */
export const ServerPreset = z
  .enum(['openai', 'gemini', 'cloudflare', 'dashscope', 'deepseek', 'openrouter', 'huggingface', 'openai-compatible'])
  .meta({ id: 'ServerPreset' });
export type ServerPreset = z.infer<typeof ServerPreset>;

const KeyVariable = z
  .strictObject({
    variable: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*_API_KEY$/, 'must be the name of an environment variable that ends in _API_KEY')
      .meta({ description: 'Variable of the services that holds the key', examples: ['DEEPSEEK_API_KEY'] }),
  })
  .meta({ id: 'ServerKeyVariable' });
const SealedKey = z
  .strictObject({
    sealed: z
      .string()
      .regex(/^sec_[0-9a-z]{26}$/, 'must be an id this API gave out')
      .meta({
        description: 'A key that is kept sealed. It belongs to this server and this address and is never shown again',
      }),
  })
  .meta({ id: 'ServerKeySealed' });
const NewKey = z
  .strictObject({
    value: z
      .string()
      .regex(/^[\x21-\x7e]{1,500}$/, 'must be 1 to 500 printable characters without spaces')
      .meta({ description: 'The key itself, write-only: it is sealed at once and comes back as `sealed`' }),
  })
  .meta({ id: 'ServerKeyValue' });

const server = {
  preset: ServerPreset.default('openai-compatible'),
  base_url: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
    .max(500)
    .refine((text) => !/^https?:\/\/[^/?#]*@/.test(text), 'must not contain a user name or a password')
    .optional()
    .meta({ description: 'Default: the address of the preset, where it has one' }),
};

/** A backend server of the gateway: where it is and how it is opened. How much it may be used is in `limits`. */
export const ServerSetting = z
  .strictObject({ ...server, api_key: z.union([KeyVariable, SealedKey]).optional() })
  .meta({ id: 'ServerSetting', examples: [{ preset: 'deepseek', api_key: { variable: 'DEEPSEEK_API_KEY' } }] });
export type ServerSetting = z.infer<typeof ServerSetting>;

/** The same as it is written: with the key itself, or what stood there before. */
export const ServerSettingInput = z
  .strictObject({ ...server, api_key: z.union([KeyVariable, SealedKey, NewKey]).optional() })
  .meta({ id: 'ServerSettingInput', examples: [{ preset: 'deepseek', api_key: { value: 'sk-…' } }] });
export type ServerSettingInput = z.infer<typeof ServerSettingInput>;

const MAX_SERVERS = 200;
const MAX_MODELS = 2_000;
const MAX_WORDS = 20_000;

function atMost(limit: number) {
  return [
    (entries: Record<string, unknown>) => Object.keys(entries).length <= limit,
    `must have at most ${limit} entries`,
  ] as const;
}

export const ServersSection = z
  .record(ServerName, ServerSetting)
  .refine(...atMost(MAX_SERVERS))
  .meta({ id: 'ServersSection', description: 'Backend servers by name' });
export type ServersSection = z.infer<typeof ServersSection>;

export const ServersSectionInput = z
  .record(ServerName, ServerSettingInput)
  .refine(...atMost(MAX_SERVERS))
  .meta({ id: 'ServersSectionInput', description: 'Backend servers by name' });
export type ServersSectionInput = z.infer<typeof ServersSectionInput>;

export const RouteTarget = z
  .strictObject({
    server: ServerName,
    model: Name.meta({ description: "The model's name at the server" }),
    weight: z
      .number()
      .min(0)
      .max(1_000)
      .default(1)
      .meta({ description: 'Share of first attempts relative to the other servers; 0: only a fallback' }),
  })
  .meta({ id: 'RouteTarget' });
export type RouteTarget = z.infer<typeof RouteTarget>;

/** Where calls of one public model go. Servers stand in the order of fallback. */
export const RouteSetting = z
  .strictObject({
    kind: z.enum(['chat', 'embedding', 'rerank']),
    servers: z.array(RouteTarget).min(1).max(20),
  })
  .meta({
    id: 'RouteSetting',
    examples: [
      {
        kind: 'chat',
        servers: [
          { server: 'deepseek-1', model: 'deepseek-chat', weight: 3 },
          { server: 'llm', model: 'gpt-4o-mini', weight: 1 },
        ],
      },
    ],
  });
export type RouteSetting = z.infer<typeof RouteSetting>;

export const RoutesSection = z
  .record(Name, RouteSetting)
  .refine(...atMost(MAX_MODELS))
  .meta({ id: 'RoutesSection', description: 'Routes by public model name' });
export type RoutesSection = z.infer<typeof RoutesSection>;

const price = z
  .number()
  .min(0)
  .max(1_000_000)
  .refine((value) => Number(value.toFixed(6)) === value, 'must have at most 6 decimals');

/** Money per million tokens, in the currency of the section. */
export const PriceSetting = z
  .strictObject({ input_per_million: price, output_per_million: price.default(0) })
  .meta({ id: 'PriceSetting', examples: [{ input_per_million: 0.15, output_per_million: 0.6 }] });
export type PriceSetting = z.infer<typeof PriceSetting>;

export const CurrencyCode = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as "USD"');

export const PricesSection = z
  .strictObject({
    currency: CurrencyCode.meta({ description: 'Of every price, and of every budget of an app' }),
    models: z
      .record(Name, PriceSetting)
      .refine(...atMost(MAX_MODELS))
      .meta({ description: 'Prices by public model name; a model without one costs nothing' }),
  })
  .meta({ id: 'PricesSection' });
export type PricesSection = z.infer<typeof PricesSection>;

/** What happens to a call in which a word is found. */
export const WordAction = z.enum(['block', 'mask', 'log']).meta({ id: 'WordAction' });
export type WordAction = z.infer<typeof WordAction>;

export const WordSetting = z
  .strictObject({
    pattern: z
      .string()
      .max(200)
      .refine((text) => text.trim() !== '', 'must have a character that is not a space')
      .meta({ description: 'Found whatever its case and width, anywhere in the text', examples: ['军火'] }),
    action: WordAction,
    applies_to: z.enum(['input', 'output', 'both']).default('both'),
  })
  .meta({ id: 'WordSetting', examples: [{ pattern: '军火', action: 'block', applies_to: 'both' }] });
export type WordSetting = z.infer<typeof WordSetting>;

export const WordsSection = z
  .strictObject({ words: z.array(WordSetting).max(MAX_WORDS) })
  .meta({ id: 'WordsSection', description: 'Sensitive words' });
export type WordsSection = z.infer<typeof WordsSection>;
