import type { z } from "zod";
import { AppError, type FieldErrors } from "@/lib/shared/errors";

type FieldError = FieldErrors[string];

/** What a door received, in the schema's shape; "bad-input" with one worded reason per field otherwise. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const unkeepable = findUnkeepableText(input);
  if (unkeepable) throw new AppError("bad-input", { fields: { [unkeepable.join(".") || "form"]: { code: "unkeepable" } } });
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: FieldErrors = {};
  // The first reason per field: zod reports in the order of the rules.
  for (const issue of parsed.error.issues) fields[issue.path.join(".") || "form"] ??= toFieldError(issue, input);
  throw new AppError("bad-input", { fields });
}

/** Deeper than any form of ours, and shallow enough for a stack. */
const DEEPEST = 20;

/** Where a text lies that Postgres cannot keep (U+0000, half of a surrogate pair), or something far too deep. */
function findUnkeepableText(value: unknown, path: string[] = []): string[] | null {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\u0000") ? null : path;
  if (value === null || typeof value !== "object") return null;
  if (path.length >= DEEPEST) return path.slice(0, 1);
  for (const [key, part] of Object.entries(value)) {
    const found = findUnkeepableText(key) ? path : findUnkeepableText(part, [...path, key]);
    if (found) return found;
  }
  return null;
}

function toFieldError(issue: z.core.$ZodIssue, input: unknown): FieldError {
  switch (issue.code) {
    case "custom":
      return fromParams(issue.params);
    case "too_small": {
      const min = Number(issue.minimum);
      if (issue.origin === "string") return min <= 1 ? { code: "required" } : { code: "tooShort", values: { min } };
      if (issue.origin === "array" || issue.origin === "set") return { code: "tooFew", values: { min } };
      return { code: "tooSmall", values: { min } };
    }
    case "too_big": {
      const max = Number(issue.maximum);
      if (issue.origin === "string") return { code: "tooLong", values: { max } };
      if (issue.origin === "array" || issue.origin === "set") return { code: "tooMany", values: { max } };
      return { code: "tooBig", values: { max } };
    }
    case "invalid_type": {
      const value = valueAt(input, issue.path);
      return { code: value === undefined || value === null || value === "" ? "required" : "invalid" };
    }
    default:
      return { code: "invalid" };
  }
}

function fromParams(params: Record<string, unknown> | undefined): FieldError {
  const code = typeof params?.code === "string" ? params.code : "invalid";
  const values = params?.values as FieldError["values"];
  return values ? { code, values } : { code };
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) value = value !== null && typeof value === "object" ? (value as Record<PropertyKey, unknown>)[key] : undefined;
  return value;
}
