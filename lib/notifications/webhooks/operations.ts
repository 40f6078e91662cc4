import { operation } from "@/lib/access/operation";
import { idSchema } from "@/lib/shared/inputs";
import { getWebhook, removeWebhook, renewSecret as renew, saveWebhook, testWebhook } from "./manage";
import { saveWebhookSchema } from "./schema";

const permission = "webhooks.manage";

/** What another program is told of a project. */
export const get = operation({ name: "webhooks.get", permission, input: idSchema, run: getWebhook });
export const save = operation({ name: "webhooks.save", permission, input: saveWebhookSchema, run: saveWebhook });
export const renewSecret = operation({ name: "webhooks.renewSecret", permission, input: idSchema, run: renew });
export const test = operation({ name: "webhooks.test", permission, input: idSchema, run: testWebhook });
export const remove = operation({ name: "webhooks.remove", permission, input: idSchema, run: removeWebhook });
