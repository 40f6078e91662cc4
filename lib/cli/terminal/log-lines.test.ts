import { expect, it } from "vitest";
import { readLogLine } from "./log-lines";

const line = (fields: object): string => JSON.stringify({ level: 50, time: "2026-11-22T19:31:25.203Z", pid: 1, ...fields });

it("tells an error by its words, and its other facts in one line", () => {
  const error = { name: "ProviderError", message: "The API key is missing", at: ["at one (file.ts:1:1)"] };
  expect(readLogLine(line({ msg: "list could not be read", error, ref: "1972" }), "stdout")).toEqual({
    level: "error",
    text: "list could not be read · The API key is missing · ref=1972",
  });
  expect(readLogLine(line({ msg: "alarm", detail: { kind: "disk" } }), "stdout").text).toBe('alarm · detail={"kind":"disk"}');
});

it("takes what is no log line of ours for a library's, and heeds it only on stderr", () => {
  expect(readLogLine("deprecated", "stdout").level).toBe("quiet");
  expect(readLogLine("deprecated", "stderr")).toEqual({ level: "error", text: "deprecated" });
});
