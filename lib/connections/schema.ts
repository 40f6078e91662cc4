import { z } from "zod";
import { API_STYLES, MODELS, RESOLUTIONS } from "@/lib/models/catalog";

/** A million tokens never cost more than a thousand dollars; a larger number is a slip of the decimal point. */
const dollars = z.number().min(0).max(1000);

export const pricesSchema = z.object({
  checkedOn: z.iso.date(),
  factor: z.number().min(0.01).max(100),
  models: z.partialRecord(
    z.enum(MODELS.map((model) => model.key)),
    z.partialRecord(z.enum(RESOLUTIONS), z.object({ plain: dollars, withVideo: dollars })),
  ),
});
export type PricesInput = z.infer<typeof pricesSchema>;

/** No key of either service is shorter than 8 characters or longer than 512. */
export const saveKeySchema = z.object({ apiKey: z.string().trim().min(8).max(512) });

export const saveOptionsSchema = z.object({ apiStyle: z.enum(API_STYLES), assetHost: z.enum(["automatic", "same", "other"]) });

export const shareKeySchema = z.object({ isShared: z.boolean() });
