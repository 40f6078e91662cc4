import { describe, expect, it } from "vitest";
import type { AssetView } from "@/lib/assets/view";
import { FAILURE_KINDS } from "@/lib/providers/types";
import { describeFailure, endingOf } from "./failure";

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
  errorCode: null,
});

describe("a card that did not end well", () => {
  it("names the input as a person counts: by kind", () => {
    const inputs = (["image", "video", "image"] as const).map((kind) => ({ role: "reference" as const, asset: asset(kind) }));
    const failure = describeFailure(
      { status: "refused", errorCode: "realPerson", errorDetail: { inputIndex: 2, code: "X", message: "m" } },
      inputs,
    );
    expect(failure?.input).toEqual({ kind: "image", number: 2, role: "reference" });
    expect(failure?.party).toBe("input");
    expect(failure?.charged).toBe("no");
  });

  it("says that it does not know whether a lost answer was charged", () => {
    expect(describeFailure({ status: "uncertain", errorCode: null, errorDetail: null }, [])?.charged).toBe("unknown");
  });

  it("calls moderation a refusal and an outage a failure", () => {
    expect(endingOf("outputVideo")).toBe("refuse");
    expect(endingOf("server")).toBe("fail");
  });

  it("offers at most three things to do, whatever happened", () => {
    for (const kind of FAILURE_KINDS)
      expect(describeFailure({ status: "failed", errorCode: kind, errorDetail: {} }, [])!.remedies.length).toBeLessThanOrEqual(3);
  });

  it("is nothing for one that was held up and goes on by itself", () => {
    expect(describeFailure({ status: "waiting", errorCode: "network", errorDetail: {} }, [])).toBeNull();
    expect(describeFailure({ status: "saving", errorCode: "archive", errorDetail: {} }, [])).toBeNull();
  });

  it("is nothing at all for a clip that is ready or still on its way", () => {
    expect(describeFailure({ status: "ready", errorCode: null, errorDetail: null }, [])).toBeNull();
    expect(describeFailure({ status: "running", errorCode: null, errorDetail: null }, [])).toBeNull();
  });
});
