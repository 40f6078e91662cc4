"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const requestUploadAction = asAction(operations.request);
export const findFilesAction = asAction(operations.find);
