"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const createShareAction = asAction(operations.create);
export const listSharesAction = asAction(operations.list);
export const revokeShareAction = asAction(operations.revoke);
export const revokeAllSharesAction = asAction(operations.revokeAll);
