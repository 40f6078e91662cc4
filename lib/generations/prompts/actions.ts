"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const saveSnippetAction = asAction(operations.save);
export const renameSnippetAction = asAction(operations.rename);
export const deleteSnippetAction = asAction(operations.remove);
