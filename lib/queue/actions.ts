"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const cancelWaitingAction = asAction(operations.cancel);
export const moveUpAction = asAction(operations.raise);
export const pauseLineAction = asAction(operations.pause);
export const resumeLineAction = asAction(operations.resume);
