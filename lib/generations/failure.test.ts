import { describe, expect, it } from "vitest";
import type { AssetView } from "@/lib/assets/view";
import { LOCALES } from "@/lib/i18n/config";
import { loadNamespace, type Messages } from "@/lib/i18n/load-messages";
import { FAILURE_KINDS } from "@/lib/providers/types";
import { chargedOf, describeFailure, endingOf, type FailureCode } from "./failure";
import type { AttemptOutcome } from "./view";

const asset = (kind: AssetView["kind"]): AssetView => ({
  id: "a",
  kind,
  status: "ready",
  name: "x",
  mimeType: "image/png",
  sizeBytes: 1,
  width: null,
  height: null,
  durationMs: null,
  problem: null,
  fittedFrom: null,
});

type Row = Parameters<typeof describeFailure>[0];
const row = (fields: Partial<Row>): Row => ({
  status: "failed",
  errorCode: null,
  errorDetail: {},
  attempts: [],
  actualTokens: null,
  succeededAt: null,

  ...fields,
});
const CODES: readonly FailureCode[] = [...FAILURE_KINDS, "inputs", "archive", "uncertain", "cancelled"];

describe("a card that did not end well", () => {
  it("names the input as a person counts: by kind", () => {
    const inputs = (["image", "video", "image"] as const).map((kind) => ({ role: "reference" as const, asset: asset(kind) }));
    const failure = describeFailure(
      row({ status: "refused", errorCode: "realPerson", errorDetail: { inputIndex: 2, code: "X", message: "m" } }),
      inputs,
    );
    expect(failure?.input).toEqual({ kind: "image", number: 2, role: "reference" });
    expect(failure?.party).toBe("input");
    expect(failure?.charged).toBe("no");
  });

  it("offers what helps most first, and other words only where a rule of ours has some", () => {
    const remediesOf = (errorCode: FailureCode, refusedPrompt: string) =>
      describeFailure(row({ status: "refused", errorCode, refusedPrompt }), [])?.remedies;
    expect(remediesOf("outputAudio", "A street at night")).toEqual(["retryWithoutSound", "retry", "edit"]);
    expect(remediesOf("outputAudio", "A street, music by Hans Zimmer")).toEqual(["retryWithoutSound", "reword", "retry", "edit"]);
    expect(remediesOf("outputVideo", "A Ferrari")).toEqual(["retry", "reword", "edit"]);
    expect(remediesOf("outputCopyright", "A car")).toEqual(["retry", "edit"]);
    expect(remediesOf("inputText", "A Ferrari")).toEqual(["reword", "edit"]);
  });

  it("calls moderation a refusal and an outage a failure", () => {
    expect(endingOf("outputVideo")).toBe("refuse");
    expect(endingOf("server")).toBe("fail");
  });

  it("is nothing for one that was held up and goes on by itself", () => {
    expect(describeFailure(row({ status: "waiting", errorCode: "network" }), [])).toBeNull();
    expect(describeFailure(row({ status: "saving", errorCode: "archive" }), [])).toBeNull();
  });

  it("is nothing at all for a clip that is ready or still on its way", () => {
    expect(describeFailure(row({ status: "ready" }), [])).toBeNull();
    expect(describeFailure(row({ status: "running" }), [])).toBeNull();
  });
});

describe("the five lines", () => {
  const at = (messages: Messages, path: string): unknown =>
    path.split(".").reduce<unknown>((value, key) => (value as Messages | undefined)?.[key], messages);

  it.each(LOCALES)("are there for everything that can go wrong, in %s", async (locale) => {
    const words = await loadNamespace(locale, "failures");
    for (const code of CODES) {
      const failure = describeFailure(row({ errorCode: code }), [])!;
      expect(failure.code).toBe(code);
      const lines = [
        code,
        `party.${failure.party}`,
        `charged.${failure.charged}`,
        ...failure.remedies.map((remedy) => `remedies.${remedy}`),
      ];
      for (const line of lines) expect(at(words, line), `${code}: ${line}`).toEqual(expect.any(String));
      expect(failure.remedies.length, code).toBeLessThanOrEqual(3);
      // A lost answer has buttons of its own, and what cannot be stopped any more is waited for.
      if (code !== "uncertain" && code !== "taskRunning") expect(failure.remedies.length, code).toBeGreaterThan(0);
    }
  });

  it("call a code that nobody knows unknown, and not by its name", () => {
    expect(describeFailure(row({ errorCode: "toString" }), [])?.code).toBe("unknown");
  });
});

describe("whether it was charged", () => {
  const charged = (fields: Partial<Row>, ...states: AttemptOutcome[]) =>
    chargedOf(row({ ...fields, attempts: states.map((state) => ({ state })) }));

  it("no: nothing was ever sent, or what was sent was refused or never arrived", () => {
    expect(charged({ status: "cancelled" })).toBe("no");
    expect(charged({ status: "failed" }, "notSent", "notSent")).toBe("no");
    expect(charged({ status: "refused" }, "notSent", "refused")).toBe("no");
  });

  it("no: the task is known, and the provider says how it ended without a clip", () => {
    for (const status of ["failed", "refused", "expired", "cancelled"] as const)
      expect(charged({ status }, "acknowledged"), status).toBe("no");
  });

  it("yes: the provider reports tokens, whatever it calls the ending", () => {
    expect(charged({ status: "failed", actualTokens: 108_900 }, "acknowledged")).toBe("yes");
    expect(charged({ status: "expired", actualTokens: 1 }, "acknowledged")).toBe("yes");
    expect(charged({ status: "failed", actualTokens: 0 }, "acknowledged")).toBe("no");
  });

  it("yes: it was made, and could not be copied in time", () => {
    expect(charged({ status: "expired", succeededAt: new Date() }, "acknowledged")).toBe("yes");
  });

  it("unknown: its answer was lost, or that of one of several attempts", () => {
    expect(charged({ status: "uncertain" })).toBe("unknown");
    expect(charged({ status: "uncertain" }, "uncertain")).toBe("unknown");
    expect(charged({ status: "failed" }, "uncertain", "acknowledged")).toBe("unknown");
    expect(charged({ status: "failed" }, "sending")).toBe("unknown");
  });

  it("unknown: one of several attempts was only proven absent, which is no bill", () => {
    expect(charged({ status: "failed" }, "absent", "acknowledged")).toBe("unknown");
    expect(charged({ status: "refused" }, "absent", "refused")).toBe("unknown");
  });
});
