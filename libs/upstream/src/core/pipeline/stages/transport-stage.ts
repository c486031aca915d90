import type { Handler } from './stage.js';

/** The innermost: makes the real call, which settles everything once it has ended. */
export const transportStage: Handler = (call) => {
  const { attempt } = call;
  if (attempt === undefined) throw new Error('A call needs an attempt to be made.');
  return attempt.run();
};
