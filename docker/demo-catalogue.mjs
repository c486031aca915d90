// Puts the sandbox's demo catalogue in for the demo tenant; putting it in again changes nothing. Needs EDGE_URL, SANDBOX_URL and DEMO_API_KEY.
/* global fetch */
const BATCH = 250;
const { EDGE_URL, SANDBOX_URL, DEMO_API_KEY } = process.env;

const { products } = await answerOf(fetch(`${SANDBOX_URL}/catalogue/products.json`));
for (let from = 0; from < products.length; from += BATCH) {
  await answerOf(
    fetch(`${EDGE_URL}/deal-brain/products`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${DEMO_API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ products: products.slice(from, from + BATCH) }),
    }),
  );
}
console.log(`${products.length} demo products`);

async function answerOf(request) {
  const answer = await request;
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
