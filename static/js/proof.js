// Proof of work after the protocol of ALTCHA (altcha.org, version 1): which number, after this salt, gives this hash?

const BATCH = 250;
const text = new TextEncoder();

async function hashOf(algorithm, words) {
  const bytes = new Uint8Array(await crypto.subtle.digest(algorithm, text.encode(words)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

addEventListener("message", async ({ data }) => {
  for (let from = 0; from <= data.maxnumber; from += BATCH) {
    const numbers = Array.from({ length: BATCH }, (_, place) => from + place);
    const hashes = await Promise.all(numbers.map((number) => hashOf(data.algorithm, data.salt + number)));
    const place = hashes.indexOf(data.challenge);
    if (place >= 0) return postMessage(from + place);
  }
  return postMessage(null);
});
