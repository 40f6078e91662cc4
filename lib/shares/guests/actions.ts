"use server";

import { asPublicAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const unlockShareAction = asPublicAction(operations.unlock);
export const sayAsGuestAction = asPublicAction(operations.say);
export const countViewAction = asPublicAction(operations.view);
