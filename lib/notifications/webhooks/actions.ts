"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const getWebhookAction = asAction(operations.get);
export const saveWebhookAction = asAction(operations.save);
export const renewWebhookSecretAction = asAction(operations.renewSecret);
export const testWebhookAction = asAction(operations.test);
export const removeWebhookAction = asAction(operations.remove);
