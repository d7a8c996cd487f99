/* Grades answers by the rules of Mozilla's HTTP Observatory. Reads from the standard input a list of
   {name, host, address, first: {address, status}, last: {status, headers: [[name, value]], body}, preflight: [[name, value]]}
   and says, as JSON, [{name, grade, score, rules: {rule: [result, points]}}]. The Observatory's own scan asks a host by its name, over a
   certificate; what it does with the answers is done here by the same functions in the same order. */

import fs from "node:fs";
import { AxiosHeaders } from "axios";
import { CookieJar } from "tough-cookie";

const home = "./node_modules/@mdn/mdn-http-observatory";
// Its list of hosts that browsers know to speak HTTPS is fetched when it is installed with scripts; ours is on none.
fs.mkdirSync(`${home}/conf`, { recursive: true });
fs.writeFileSync(`${home}/conf/hsts-preload.json`, "{}");
const { ALL_TESTS } = await import(`${home}/src/constants.js`);
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await import(`${home}/src/grader/charts.js`);
const { getGradeForScore, getScoreModifier } = await import(`${home}/src/grader/grader.js`);
const { parseHttpEquivHeaders } = await import(`${home}/src/retriever/utils.js`);
const { HTML_TYPES, Requests } = await import(`${home}/src/types.js`);

const gathered = (pairs) => {
  const headers = {};
  for (const [name, value] of pairs) (headers[name.toLowerCase()] ??= []).push(value);
  for (const name in headers) if (name !== "set-cookie") headers[name] = headers[name].join(", ");
  return new AxiosHeaders(headers);
};

const judged = ({ name, host, address, first, last, preflight }) => {
  const url = new URL(address);
  const response = { status: last.status, headers: gathered(last.headers), data: last.body, verified: true };
  const type = response.headers["content-type"]?.split(";")[0];
  response.httpEquiv = HTML_TYPES.has(type) ? parseHttpEquivHeaders(last.body, address) : new Map();
  const asked = new Requests(host);
  asked.session = { url, jar: new CookieJar() };
  for (const cookie of response.headers["set-cookie"] ?? []) asked.session.jar.setCookieSync(cookie, address);
  asked.resources.path = last.body;
  asked.responses.auto = asked.responses.http = asked.responses.https = response;
  asked.responses.httpRedirects = [{ url: new URL(first.address), status: first.status }, { url, status: last.status }];
  asked.responses.cors = { headers: gathered(preflight), request: { headers: { origin: "https://observatory.example" } } };

  const found = ALL_TESTS.map((test) => test(asked)).map((output) => [output.constructor.name, output.result, getScoreModifier(output.result)]);
  const lost = 100 + found.reduce((sum, [, , points]) => sum + Math.min(points, 0), 0);
  const all = 100 + found.reduce((sum, [, , points]) => sum + points, 0);
  const { grade, score } = getGradeForScore(lost >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? all : lost);
  return { name, grade, score, rules: Object.fromEntries(found.map(([rule, result, points]) => [rule, [result, points]])) };
};

let text = "";
for await (const part of process.stdin) text += part;
console.log(JSON.stringify(JSON.parse(text).map(judged)));
