import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { isCall } from "./action-call";

const require = createRequire(import.meta.url);
// What a browser runs; it asks for these two at the most when it is loaded.
const { encodeReply } = require("next/dist/compiled/react-server-dom-turbopack/client.browser") as {
  encodeReply: (value: unknown) => Promise<string | FormData>;
};

it("takes every call as React writes it", async () => {
  const shared = { ratio: "16:9", inputs: [{ id: "a" }] };
  const calls: unknown[][] = [
    [],
    ["team", { id: "x" }],
    ["$F1", { prompt: "$5 and $$ and $B0" }],
    [undefined, null, Number.NaN, -0, Infinity, -Infinity, new Date(0), true],
    [shared, { again: shared, part: shared.inputs, list: [shared.inputs[0]] }],
  ];
  for (const call of calls) {
    const body = await encodeReply(call);
    expect([body, typeof body === "string" && isCall(body)]).toEqual([body, true]);
  }
});

it("takes nothing else", () => {
  for (const body of [
    ...["", "[", "{{{", "null", "5", '"x"', "{}"],
    ...['["$F1"]', '["$B0"]', '["$@1"]', '["$1"]', '["$K1"]', '["$Q1"]', '["$h0"]', '["$T"]', '["$R0"]', '["$n1e9"]', '["$o1"]', '["$Zx"]'],
    // Itself, what comes later, and what every object has.
    ...['["$0"]', '[["$0:0"]]', '["$0:1",{}]', '[{},"$0:0:constructor"]', '[{},"$0:0:__proto__"]'],
  ])
    expect([body, isCall(body)]).toEqual([body, false]);
});
