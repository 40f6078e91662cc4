/** A request body as the ledger keeps it, in either style. */
export type SentBody = Record<string, unknown>;

export const asBody = (json: unknown): SentBody | null =>
  json !== null && typeof json === "object" && !Array.isArray(json) ? (json as SentBody) : null;

/** The parts of a body: `content` in native style, `media` in OpenAI style. */
function itemsIn(body: SentBody): SentBody[] {
  const items = body.content ?? body.media;
  return Array.isArray(items) ? items.map(asBody).filter((item) => item !== null) : [];
}

/** The prompt as it travelled, or null where there is none. */
export function textIn(body: SentBody): string | null {
  const text = itemsIn(body).find((item) => item.type === "text")?.text;
  return typeof text === "string" ? text : null;
}

/** The addresses of the files, in their order. */
export const urlsIn = (body: SentBody): string[] =>
  itemsIn(body)
    .filter((item) => item.type !== "text")
    .map((item) => item.url ?? asBody(item[String(item.type)])?.url)
    .map((url) => (typeof url === "string" ? url : ""));

/**
 * The same body with its keys in the order in which the client writes them: the database keeps JSON sorted by the
 * length of its keys, which nobody can read.
 */
export function inOrderOf(body: SentBody, templateJson: string): SentBody {
  return arrange(body, JSON.parse(templateJson) as unknown) as SentBody;
}

function arrange(value: unknown, template: unknown): unknown {
  if (Array.isArray(value)) return value.map((item, index) => arrange(item, Array.isArray(template) ? template[index] : undefined));
  const [from, like] = [asBody(value), asBody(template)];
  if (!from) return value;
  const keys = [...Object.keys(like ?? {}).filter((key) => key in from), ...Object.keys(from).filter((key) => !like || !(key in like))];
  return Object.fromEntries(keys.map((key) => [key, arrange(from[key], like?.[key])]));
}
