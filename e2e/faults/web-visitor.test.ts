import { describe, expect, it } from "vitest";
import { readResult } from "./web-visitor";

describe("the answer of a server action", () => {
  it("is read out of the stream, whatever stands around it", () => {
    const stream = '2:["$","div",null,{}]\n0:{"a":"$@1","f":"","b":"build"}\n1:{"ok":true,"data":{"id":"x","prompt":"a:b\\nc"}}\n';
    expect(readResult(stream)).toEqual({ ok: true, data: { id: "x", prompt: "a:b\nc" } });
  });

  it("is an error when the action threw, and when there is none", () => {
    expect(() => readResult('0:{"a":"$@1","f":"","b":"build"}\n1:E{"digest":"123"}\n')).toThrow("threw");
    expect(() => readResult("<html>")).toThrow("no result");
  });
});
