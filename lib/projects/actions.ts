"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const createProjectAction = asAction(operations.create);
export const renameProjectAction = asAction(operations.rename);
