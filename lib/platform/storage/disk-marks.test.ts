import { describe, expect, it } from "vitest";
import { diskMarks } from "./disk-marks";

const GIB = 1024 ** 3;

describe("how much of a disk stays free", () => {
  it.each([
    ["a laptop's or a server's", 256, 5, 1],
    ["a small machine's, in proportion", 20, 2, 0.4],
  ])("%s", (_, total, soft, hard) => {
    const marks = diskMarks(total * GIB, {});
    expect(marks.softBytes / GIB).toBeCloseTo(soft);
    expect(marks.hardBytes / GIB).toBeCloseTo(hard);
  });

  it("is what the settings say, and the soft mark never below the hard one", () => {
    expect(diskMarks(100 * GIB, { diskSoftGib: 10, diskHardGib: 2 })).toEqual({ softBytes: 10 * GIB, hardBytes: 2 * GIB });
    expect(diskMarks(100 * GIB, { diskSoftGib: 0, diskHardGib: 0 })).toEqual({ softBytes: 0, hardBytes: 0 });
    expect(diskMarks(100 * GIB, { diskSoftGib: 1, diskHardGib: 3 })).toEqual({ softBytes: 3 * GIB, hardBytes: 3 * GIB });
  });
});
