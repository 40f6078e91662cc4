import { describe, expect, it } from "vitest";
import { z } from "zod";
import fields from "@/lib/i18n/messages/en/fields.json";
import { AppError } from "@/lib/shared/errors";
import { displayName } from "../identity/display-name";
import { fieldIssue } from "./field-issue";
import { parseInput } from "./parse-input";

const schema = z.object({
  name: displayName(5),
  note: z.string().min(3).max(4),
  count: z.int().min(1).max(9),
  tags: z.array(z.string()).min(1).max(2),
  kind: z.enum(["a", "b"]),
  email: z.string().refine((text) => text.includes("@"), fieldIssue("invalidEmail")),
});
const good = { name: "Rain", note: "abc", count: 1, tags: ["x"], kind: "a", email: "a@b" };

function refusalOf(input: unknown) {
  try {
    parseInput(schema, input);
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, fields: error.fields };
    throw error;
  }
  return null;
}

describe("parseInput", () => {
  it("returns what the schema makes of it", () => {
    expect(parseInput(schema, { ...good, name: "  Ra\u202ein\n\t ", extra: 1 })).toEqual({ ...good, name: "Ra in" });
  });

  it("names a worded reason for each field", () => {
    const refused = refusalOf({ name: " ", note: "a", count: 12, tags: ["x", "y", "z"], kind: "c", email: "nobody" });
    expect(refused).toEqual({
      code: "bad-input",
      fields: {
        name: { code: "required" },
        note: { code: "tooShort", values: { min: 3 } },
        count: { code: "tooBig", values: { max: 9 } },
        tags: { code: "tooMany", values: { max: 2 } },
        kind: { code: "invalid" },
        email: { code: "invalidEmail" },
      },
    });
    for (const { code } of Object.values(refused?.fields ?? {})) expect(Object.keys(fields)).toContain(code);
  });

  it("refuses what the database cannot keep, wherever it stands, in the words of its field", () => {
    for (const odd of ["a\u0000b", "half \ud83d", "\udc00"]) {
      expect(refusalOf({ ...good, note: odd })?.fields).toEqual({ note: { code: "unkeepable" } });
      expect(refusalOf({ ...good, tags: [odd] })?.fields).toEqual({ "tags.0": { code: "unkeepable" } });
      expect(refusalOf(odd)?.fields).toEqual({ form: { code: "unkeepable" } });
    }
    expect(refusalOf({ ...good, name: "Rain 🌧" })?.fields).toEqual({ name: { code: "tooLong", values: { max: 5 } } });
    const deep = JSON.parse(`${"[".repeat(2000)}${"]".repeat(2000)}`) as unknown;
    expect(refusalOf({ ...good, tags: deep })?.code).toBe("bad-input");
    expect(Object.keys(fields)).toContain("unkeepable");
  });

  it("tells what is missing from what is wrong", () => {
    expect(refusalOf({ ...good, note: undefined, count: "1" })?.fields).toEqual({ note: { code: "required" }, count: { code: "invalid" } });
    expect(refusalOf("nonsense")?.fields).toEqual({ form: { code: "invalid" } });
    expect(refusalOf({ ...good, name: "123456" })?.fields).toEqual({ name: { code: "tooLong", values: { max: 5 } } });
    expect(refusalOf({ ...good, tags: [1] })?.fields).toEqual({ "tags.0": { code: "invalid" } });
  });
});
