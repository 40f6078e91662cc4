import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { buildNativeBody } from "./native/body";
import { buildVideoBody } from "./openai-style/body";
import { placeholderUrl, sampleOf, sampleOfBody } from "./what-will-be-sent";
import type { TaskRequest } from "./types";
import { DEFAULT_PARAMETERS } from "@/lib/models/catalog";

const to = { host: "powertokens", baseUrl: "https://api.powertokens.ai" } as const;
const request: TaskRequest = {
  ...DEFAULT_PARAMETERS,
  model: "seedance-2.0",
  mode: "references",
  prompt: `It's "Anna" in Image 1; $HOME \`date\` \\ 猫 🐈\nnew line --dur 15`,
  inputs: [
    { kind: "referenceImage", url: placeholderUrl("image", 1) },
    { kind: "referenceAudio", url: "asset://b" },
  ],
  resolution: "720p",
  ratio: "16:9",
  durationSeconds: 5,
  sound: true,
  watermark: false,
  returnLastFrame: true,
  seed: 7,
  safetyIdentifier: "user.attempt",
};
const bodies = { native: buildNativeBody(request, "powertokens"), openai: buildVideoBody(request, "powertokens") };

describe.each(["native", "openai"] as const)("%s", (apiStyle) => {
  const sample = sampleOf(request, apiStyle, to);
  const body: unknown = bodies[apiStyle];

  test("the JSON is the body that the client sends", () => {
    expect(JSON.parse(sample.json)).toEqual(body);
    expect(sample.url).toBe(
      apiStyle === "native"
        ? "https://api.powertokens.ai/byteplus/api/v3/contents/generations/tasks"
        : "https://api.powertokens.ai/v1/videos",
    );
  });

  test("cURL, as a shell reads it", () => {
    const script = `curl() { for argument; do printf '%s\\0' "$argument"; done; }\n${sample.curl}`;
    const args = execFileSync("/bin/sh", ["-c", script], { encoding: "utf8", env: { ...process.env, POWERTOKENS_API_KEY: "the-key" } })
      .split("\0")
      .slice(0, -1);
    expect(args.slice(0, -1)).toEqual([
      "-X",
      "POST",
      sample.url,
      "-H",
      "Authorization: Bearer the-key",
      "-H",
      "Content-Type: application/json",
      "-d",
    ]);
    expect(JSON.parse(args.at(-1)!)).toEqual(body);
  });

  test("TypeScript, run with a fetch of ours", async () => {
    let sent: { url: string; init: RequestInit } | undefined;
    const fetch = (url: string, init: RequestInit) => {
      sent = { url, init };
      return Promise.resolve(Response.json({ id: "cgt-1" }));
    };
    const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (
      ...args: string[]
    ) => (...args: unknown[]) => Promise<unknown>;
    await new AsyncFunction("fetch", "process", sample.typescript)(fetch, { env: { POWERTOKENS_API_KEY: "the-key" } });
    expect(sent!.url).toBe(sample.url);
    expect(sent!.init).toMatchObject({ method: "POST", headers: { Authorization: "Bearer the-key" } });
    expect(JSON.parse(sent!.init.body as string)).toEqual(body);
  });

  test("Python has its own words for three values, outside strings only", () => {
    expect(sample.python).toContain('"generate_audio": True,');
    expect(sample.python).toContain('"watermark": False,');
    expect(sample.python).toContain("f\"Bearer {os.environ['POWERTOKENS_API_KEY']}\"");
    expect(sampleOfBody({ content: [{ text: "true and null" }], empty: [], none: null, nothing: {} }, apiStyle, to).python).toContain(
      '"text": "true and null"',
    );
  });
});

test("a body that was sent before is shown word for word, at whatever host it went to", () => {
  const sample = sampleOfBody({ model: "old", anything: 1 }, "native", {
    host: "volcengine",
    baseUrl: "https://ark.cn-beijing.volces.com",
  });
  expect(sample.json).toBe('{\n  "model": "old",\n  "anything": 1\n}');
  expect(sample.curl).toContain("$ARK_API_KEY");
  expect(sample.url).toBe("https://ark.cn-beijing.volces.com/api/v3/contents/generations/tasks");
});
