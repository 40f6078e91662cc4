import { expect, test } from "vitest";
import { networkError, playFetch, type Recorded } from "@/lib/testing/recorded-fetch";
import { createProvider } from "./create-provider";

const BODY = { model: "seedream-4-5-251128", prompt: "A sailor", size: "2048x2048" };

async function ask(answer: Recorded) {
  const fetch = playFetch(answer);
  const { pictures } = createProvider({
    ...{ host: "powertokens", baseUrl: "https://api.powertokens.ai", assetBaseUrl: "https://api.powertokens.ai" },
    ...{ apiKey: "sk-secret", apiStyle: "native", fetch },
  });
  return { outcome: await pictures.create(pictures.buildBody(BODY)), fetch };
}

test("a picture is asked for once, as a link and without a watermark", async () => {
  const { outcome, fetch } = await ask({ body: { created: 1, data: [{ url: "https://files.example/a.jpg", size: "2048x2048" }] } });
  expect(outcome).toEqual({ outcome: "created", url: "https://files.example/a.jpg" });
  expect(fetch.calls.map(({ url, method }) => `${method} ${url}`)).toEqual(["POST https://api.powertokens.ai/v1/images/generations"]);
  expect(fetch.calls[0]!.headers.get("authorization")).toBe("Bearer sk-secret");
  expect(JSON.parse(String(fetch.calls[0]!.body))).toEqual({ ...BODY, response_format: "url", watermark: false });
});

test.each<[string, Recorded, object]>([
  [
    "a refusal of the words made none",
    { status: 400, body: { error: { code: "InputTextSensitiveContentDetected", message: "no" } } },
    { outcome: "refused", failure: { kind: "inputText" } },
  ],
  [
    "a refusal of the one picture in a good answer made none",
    { body: { data: [{ error: { code: "OutputImageSensitiveContentDetected", message: "no" } }] } },
    { outcome: "refused" },
  ],
  ["too fast made none", { status: 429, body: { error: { code: "RateLimitExceeded", message: "slower" } } }, { outcome: "notCreated" }],
  ["a good answer without a picture settles nothing", { body: { data: [{ b64_json: null }] } }, { outcome: "uncertain" }],
  [
    "a good answer with an address of another kind settles nothing",
    { body: { data: [{ url: "file:///etc/passwd" }] } },
    { outcome: "uncertain" },
  ],
  ["a web page settles nothing", { body: "<html></html>" }, { outcome: "uncertain" }],
  ["a broken server settles nothing", { status: 502, body: { error: { message: "bad gateway" } } }, { outcome: "uncertain" }],
])("%s", async (_, answer, expected) => {
  const { outcome, fetch } = await ask(answer);
  expect(outcome).toMatchObject(expected);
  expect(fetch.calls).toHaveLength(1);
});

test("a line that broke settles nothing, and one that never came about sent nothing", async () => {
  expect((await ask(networkError("ECONNRESET"))).outcome.outcome).toBe("uncertain");
  expect((await ask(networkError("ECONNREFUSED"))).outcome.outcome).toBe("notSent");
});
