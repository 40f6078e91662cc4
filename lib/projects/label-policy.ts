/** Where the downloads of a project are to say that they were made by AI: in no place, as the EU, as China, or as both ask. */
export const LABEL_POLICIES = ["off", "eu", "china", "both"] as const;
export type LabelPolicy = (typeof LABEL_POLICIES)[number];

/** In metadata that machines read, as the EU's AI Act asks. */
export const isMarkedForEu = (policy: LabelPolicy): boolean => policy === "eu" || policy === "both";
/** In the picture and in metadata, as GB 45438-2025 asks: that takes a copy of its own. */
export const isMarkedForChina = (policy: LabelPolicy): boolean => policy === "china" || policy === "both";
