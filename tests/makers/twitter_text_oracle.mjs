// Asks the reference implementation (npm twitter-text) about texts: one JSON string a line in, one JSON object a line out.
// usage: node twitter_text_oracle.mjs FOLDER   (FOLDER holds node_modules/twitter-text)
// With --bench it reads all texts first, counts them a few times and prints the seconds of the best round.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { join, resolve } from "node:path";

const require = createRequire(join(resolve(process.argv[2]), "oracle.cjs"));
const twitterText = require("twitter-text");
const reference = twitterText.default ?? twitterText;
const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });

// Offsets of UTF-16 units become offsets of code points.
function codePoints(text, [start, end]) {
  return [[...text.slice(0, start)].length, [...text.slice(0, end)].length];
}

function judge(text) {
  const parsed = reference.parseTweet(text);
  return {
    weight: parsed.weightedLength,
    valid: parsed.valid,
    urls: reference.extractUrlsWithIndices(text).map((found) => codePoints(text, found.indices)),
    hashtags: reference.extractHashtagsWithIndices(text).map((found) => codePoints(text, found.indices)),
    isHashtag: reference.isValidHashtag(text),
  };
}

if (process.argv.includes("--bench")) {
  const texts = [];
  for await (const line of lines) texts.push(JSON.parse(line));
  let best = Infinity;
  for (let round = 0; round < 5; round++) {
    const started = process.hrtime.bigint();
    for (const text of texts) reference.parseTweet(text);
    best = Math.min(best, Number(process.hrtime.bigint() - started) / 1e9);
  }
  process.stdout.write(`${best}\n`);
} else {
  for await (const line of lines) process.stdout.write(JSON.stringify(judge(JSON.parse(line))) + "\n");
}
