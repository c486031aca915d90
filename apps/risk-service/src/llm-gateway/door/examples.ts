/** What the endpoints answer, for the API document. */
export const chatExample = {
  id: 'chatcmpl-7QyqpwdfhqwajicIEznoc6Q47XAyW',
  object: 'chat.completion',
  created: 1_767_225_600,
  model: 'tradewind-chat',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'FOB means Free On Board.' },
      finish_reason: 'stop',
    },
  ],
  usage: { prompt_tokens: 13, completion_tokens: 7, total_tokens: 20 },
};

export const chatStreamExample = [
  'data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"FOB"},"finish_reason":null}]}',
  'data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}',
  'data: [DONE]',
  '',
].join('\n\n');

export const embeddingsExample = {
  object: 'list',
  model: 'tradewind-embed',
  data: [{ object: 'embedding', index: 0, embedding: [0.12, -0.03, 0.44] }],
  usage: { prompt_tokens: 4, total_tokens: 4 },
};

export const rerankExample = {
  model: 'tradewind-rerank',
  results: [
    { index: 1, relevance_score: 0.97 },
    { index: 0, relevance_score: 0.08 },
  ],
  usage: { total_tokens: 9 },
};

export const modelExample = { id: 'tradewind-chat', object: 'model', created: 1_767_225_600, owned_by: 'tradewind' };
