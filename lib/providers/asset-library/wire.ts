import { z } from "zod";

/**
 * The asset library as it travels. Its own status is `code` inside the body, often with HTTP 200 around it,
 * and `data` may be null, so nothing in it is taken for granted.
 */
const text = z.string().nullish().catch(undefined);

/** A number or its digits. */
const looseNumber = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .nullish()
  .catch(undefined);

export const assetAnswerSchema = z.object({
  code: looseNumber,
  msg: text,
  message: text,
  data: z.object({ task_id: text, asset_id: text }).nullish().catch(undefined),
  asset_id: text,
  task_id: text,
});
export type AssetAnswer = z.infer<typeof assetAnswerSchema>;

/** `get-authorize-url`. */
export const authorizeSchema = z.object({ code: looseNumber, data: z.string().trim().min(1).max(4_000) });

/** `groups/list`. */
export const groupListSchema = z.object({
  code: looseNumber,
  data: z.object({ list: z.array(z.object({ group_id: text, group_name: text }).nullable().catch(null)).nullable() }),
});

/** `groups/assets`. */
export const assetListSchema = z.object({
  code: looseNumber,
  data: z.object({
    list: z.array(z.object({ asset_id: text, name: text, status: looseNumber, fail_reason: text }).nullable().catch(null)).nullable(),
  }),
});
