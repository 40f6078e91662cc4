import type { Draft } from "../schema";

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** A stored draft in today's shape, unchecked: until 0.2.0 the settings lay beside the files, now they are a recipe. */
export function upgradeDraft(body: unknown): Partial<Draft> {
  if (!isObject(body)) return {};
  if (isObject(body["recipe"])) return body as Partial<Draft>;
  const { inputs, ...recipe } = body;
  return { recipe, inputs } as unknown as Draft;
}
