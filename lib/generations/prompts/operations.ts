import { operation } from "@/lib/access/operation";
import { idSchema, nothingSchema } from "@/lib/shared/inputs";
import { listPrompts } from "./list-prompts";
import { listPromptsSchema, renameSnippetSchema, saveSnippetSchema } from "./schema";
import { deleteSnippet, listSnippets, renameSnippet, saveSnippet } from "./snippets";

const reading = "generations.read";
const writing = "snippets.write";

/** What the team asked for lately. */
export const list = operation({ name: "prompts.list", permission: reading, input: listPromptsSchema, run: listPrompts });

export const snippets = operation({ name: "snippets.list", permission: reading, input: nothingSchema, run: listSnippets });
export const save = operation({ name: "snippets.save", permission: writing, input: saveSnippetSchema, run: saveSnippet });
export const rename = operation({ name: "snippets.rename", permission: writing, input: renameSnippetSchema, run: renameSnippet });
export const remove = operation({ name: "snippets.delete", permission: writing, input: idSchema, run: deleteSnippet });
