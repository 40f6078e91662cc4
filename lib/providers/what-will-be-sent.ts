import type { ApiStyle, AssetKind } from "@/lib/models/catalog";
import { HOSTS } from "@/lib/models/hosts";
import { withoutPromptFlags } from "@/lib/models/request";
import { createUrl } from "./connection";
import { buildNativeBody } from "./native/body";
import { buildVideoBody } from "./openai-style/body";
import type { InputKind, ProviderHost, TaskRequest } from "./types";

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

export interface PromptReference {
  /** As the prompt names it: per kind, in array order, from 1. */
  kind: AssetKind;
  number: number;
  inputIndex: number;
  isMentioned: boolean;
}

export interface CompiledPrompt {
  /** The text as it is sent. */
  text: string;
  /** References in sending order; frames have no number, because nothing else can be meant. */
  references: PromptReference[];
  /** Numbers that the prompt names and no reference has. */
  unknownMentions: { kind: AssetKind; number: number }[];
}

const MENTION_WORDS: Record<AssetKind, string> = { image: "image|图片|图像|图", video: "video|视频", audio: "audio|音频" };
const KIND_OF_INPUT: Record<InputKind, AssetKind | null> = {
  firstFrame: null,
  lastFrame: null,
  referenceImage: "image",
  referenceVideo: "video",
  referenceAudio: "audio",
};

/** The prompt as it travels, and which file each of its numbers means. */
export function compilePrompt(prompt: string, inputs: readonly { kind: InputKind }[]): CompiledPrompt {
  const text = withoutPromptFlags(prompt);
  const mentioned = new Map<AssetKind, Set<number>>(
    (Object.entries(MENTION_WORDS) as [AssetKind, string][]).map(([kind, words]) => [
      kind,
      new Set(
        [
          ...text.matchAll(
            new RegExp(
              `(?<![\\p{L}\\d])[@[]?(?:${words})\\s?(\\d{1,2})(?!\\d)|(?<=\\p{Script=Han})(?:${words})\\s?(\\d{1,2})(?!\\d)`,
              "giu",
            ),
          ),
        ].map((match) => Number(match[1] ?? match[2])),
      ),
    ]),
  );
  const counts: Record<AssetKind, number> = { image: 0, video: 0, audio: 0 };
  const references: PromptReference[] = [];
  inputs.forEach((input, inputIndex) => {
    const kind = KIND_OF_INPUT[input.kind];
    if (kind === null) return;
    const number = ++counts[kind];
    references.push({ kind, number, inputIndex, isMentioned: mentioned.get(kind)!.has(number) });
  });
  const unknownMentions = [...mentioned].flatMap(([kind, numbers]) =>
    [...numbers].filter((number) => number < 1 || number > counts[kind]).map((number) => ({ kind, number })),
  );
  return { text, references, unknownMentions: counts.image + counts.video + counts.audio === 0 ? [] : unknownMentions };
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
