/** What the installation tells its console: `/console/settings.json`. */
interface Installation {
  samples_url: string | null;
  sandbox_url: string | null;
}

let asked: Promise<Installation> | undefined;

async function ask(): Promise<Installation> {
  const answer = await fetch('/console/settings.json', { credentials: 'omit' });
  if (!answer.ok) throw new Error(`settings.json: ${String(answer.status)}`);
  return (await answer.json()) as Installation;
}

/** Asked once; again after a failure. */
export function installation(): Promise<Installation> {
  asked ??= ask().catch((error: unknown) => {
    asked = undefined;
    throw error;
  });
  return asked;
}
