"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const markReadAction = asAction(operations.markRead);
