import type { ApiStyle, AssetKind } from "@/lib/models/catalog";
import { HOSTS } from "@/lib/models/hosts";
import { createUrl } from "./connection";
import { buildNativeBody } from "./native/body";
import { buildVideoBody } from "./openai-style/body";
import type { ProviderHost, TaskRequest } from "./types";

export interface Destination {
  host: ProviderHost;
  baseUrl: string;
}

/** One request in four spellings. All of them send the same bytes. */
export interface RequestSample {
  apiStyle: ApiStyle;
  method: "POST";
  url: string;
  json: string;
  curl: string;
  python: string;
  typescript: string;
}

/** Stands in for the asset id of a file that is not at the provider yet. */
export const placeholderUrl = (kind: AssetKind, number: number): string => `asset://YOUR_${kind.toUpperCase()}_${number}_ASSET_ID`;

/** The request as it would be sent in the given style. Seed and marker appear exactly as they are in `request`. */
export function sampleOf(request: TaskRequest, apiStyle: ApiStyle, to: Destination): RequestSample {
  const body = apiStyle === "native" ? buildNativeBody(request, to.host) : buildVideoBody(request, to.host);
  return sampleOfBody({ ...body }, apiStyle, to);
}

/** The same for a body that was sent before, word for word. */
export function sampleOfBody(body: Record<string, unknown>, apiStyle: ApiStyle, to: Destination): RequestSample {
  const url = createUrl(to, apiStyle);
  const json = JSON.stringify(body, null, 2);
  // Stands where the key would be, in every sample.
  const variable = HOSTS[to.host].keyVariable;
  return {
    apiStyle,
    method: "POST",
    url,
    json,
    curl: toCurl(url, json, variable),
    python: toPython(url, body, variable),
    typescript: toTypeScript(url, json, variable),
  };
}

/** Inside single quotes a shell changes nothing, and a quote is written by leaving them for a moment. */
const shellQuote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function toCurl(url: string, json: string, variable: string): string {
  return [
    `curl -X POST ${shellQuote(url)}`,
    `  -H "Authorization: Bearer $${variable}"`,
    `  -H 'Content-Type: application/json'`,
    `  -d ${shellQuote(json)}`,
  ].join(" \\\n");
}

/** JSON as a Python literal: the same but for three words, outside strings. */
function toPythonLiteral(value: unknown, indent: string): string {
  const inner = `${indent}    `;
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((item) => `${inner}${toPythonLiteral(item, inner)},\n`).join("")}${indent}]`;
  }
  if (typeof value === "object") {
    const entries = Object.entries(value);
    if (entries.length === 0) return "{}";
    return `{\n${entries.map(([key, item]) => `${inner}${JSON.stringify(key)}: ${toPythonLiteral(item, inner)},\n`).join("")}${indent}}`;
  }
  return JSON.stringify(value);
}

function toPython(url: string, body: Record<string, unknown>, variable: string): string {
  return `import os
import requests

response = requests.post(
    ${JSON.stringify(url)},
    headers={"Authorization": f"Bearer {os.environ['${variable}']}"},
    json=${toPythonLiteral(body, "    ")},
    timeout=120,
)
response.raise_for_status()
print(response.json()["id"])
`;
}

function toTypeScript(url: string, json: string, variable: string): string {
  return `const response = await fetch(${JSON.stringify(url)}, {
  method: "POST",
  headers: {
    Authorization: \`Bearer \${process.env.${variable}}\`,
    "Content-Type": "application/json",
  },
  body: JSON.stringify(${json.replaceAll("\n", "\n  ")}),
});
if (!response.ok) throw new Error(await response.text());
const { id } = await response.json();
`;
}
