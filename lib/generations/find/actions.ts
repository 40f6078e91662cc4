"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const saveViewAction = asAction(operations.save);
export const renameViewAction = asAction(operations.rename);
export const deleteViewAction = asAction(operations.remove);
