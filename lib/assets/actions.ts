"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const requestUploadAction = asAction(operations.request);
export const findFilesAction = asAction(operations.find);
export const prepareFilesAction = asAction(operations.prepare);
export const registerAgainAction = asAction(operations.again);
