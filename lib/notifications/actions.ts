"use server";

import { asAction, asPersonAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const markReadAction = asAction(operations.markRead);
export const chooseNotificationsAction = asPersonAction(operations.choose);
