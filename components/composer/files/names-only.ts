import { typeByName } from "@/lib/files/types";

/** Where a picture or file lies: on the web, or on this computer. */
const ADDRESS = /^(https?|file|data|blob):\S+$/i;

const withoutExtension = (name: string): string => name.replace(/\.[^.]+$/, "");

/**
 * Whether the text that came with pasted files only says what they are called or where they are from, as file managers
 * and browsers do. Any other text is what was meant, and the picture of it that came along is not.
 */
export function namesOnly(text: string, files: readonly { name: string }[]): boolean {
  const names = new Set(files.flatMap(({ name }) => [name, withoutExtension(name)]));
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .every((line) => names.has(line.split(/[/\\]/).at(-1)!) || ADDRESS.test(line) || typeByName(line) !== undefined);
}
