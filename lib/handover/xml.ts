import { cleanText } from "./plain-text";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;" };

/** Text as it may stand in an element or in an attribute's quotes. */
const escapeXml = (text: string): string => cleanText(text).replace(/[&<>"\n\t]/gu, (character) => ESCAPES[character]!);

type Attributes = Record<string, string | number | undefined>;

function tagOf(name: string, attributes: Attributes): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return [name, ...given.map(([key, value]) => `${key}="${escapeXml(String(value))}"`)].join(" ");
}

/** An element in lines of its own; what is inside of it is XML already. Attributes that are undefined are left out. */
export function element(name: string, attributes: Attributes, inside: readonly string[] = []): string {
  const tag = tagOf(name, attributes);
  return inside.length === 0 ? `<${tag}/>` : `<${tag}>\n${inside.join("\n").replaceAll(/^/gmu, "  ")}\n</${name}>`;
}

/** An element that holds nothing but text. */
export const textElement = (name: string, attributes: Attributes, text: string): string =>
  `<${tagOf(name, attributes)}>${escapeXml(text)}</${name}>`;
