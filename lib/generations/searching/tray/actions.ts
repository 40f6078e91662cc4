"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const assignUnclaimedAction = asAction(operations.assign);
export const keepAsClipAction = asAction(operations.keep);
export const dismissUnclaimedAction = asAction(operations.dismiss);
export const bringBackUnclaimedAction = asAction(operations.bringBack);
