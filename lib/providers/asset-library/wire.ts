import { z } from "zod";

/**
 * The asset library as it travels. Its own status is `code` inside the body, often with HTTP 200 around it,
 * and `data` may be null, so nothing in it is taken for granted.
 */
const text = z.string().nullish().catch(undefined);

export const assetAnswerSchema = z.object({
  code: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
    .nullish()
    .catch(undefined),
  msg: text,
  message: text,
  data: z.object({ task_id: text, asset_id: text }).nullish().catch(undefined),
  asset_id: text,
  task_id: text,
});
export type AssetAnswer = z.infer<typeof assetAnswerSchema>;
