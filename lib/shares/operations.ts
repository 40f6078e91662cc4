import { operation } from "@/lib/access/operation";
import { idSchema, nothingSchema } from "@/lib/shared/inputs";
import { createShare } from "./create-share";
import { listShares } from "./list-shares";
import { revokeAllShares, revokeShare } from "./revoke-share";
import { createShareSchema, listSharesSchema } from "./schema";

const permission = "shares.write";

export const create = operation({ name: "shares.create", permission, input: createShareSchema, run: createShare });
export const list = operation({ name: "shares.list", permission, input: listSharesSchema, run: listShares });
export const revoke = operation({ name: "shares.revoke", permission, input: idSchema, run: revokeShare });
export const revokeAll = operation({
  name: "shares.revokeAll",
  permission: "shares.manageAll",
  input: nothingSchema,
  run: revokeAllShares,
});
