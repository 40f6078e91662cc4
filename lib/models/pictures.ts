/** The model that makes single pictures on the same key. What it makes of words alone is trusted by the video models. */
export const PICTURE_MODEL = {
  id: "seedream-4-5-251128",
  label: "Seedream 4.5",
  /** US dollars for a picture of any size, in the published list; a host adds its factor. */
  dollars: 0.04,
  /** ISO date on which somebody compared it. */
  checkedOn: "2026-12-01",
} as const;

/** For so long what the model made is taken as an input of the same account, faces included. */
export const TRUSTED_DAYS = 30;

export const PICTURE_SIZES = {
  "1:1": "2048x2048",
  "3:4": "1728x2304",
  "4:3": "2304x1728",
  "9:16": "1440x2560",
  "16:9": "2560x1440",
} as const;
export type PictureRatio = keyof typeof PICTURE_SIZES;
export const PICTURE_RATIOS = Object.keys(PICTURE_SIZES) as PictureRatio[];

/** What a picture costs, in millionths of a US dollar. @param factor what the seller adds, see `PriceTable` */
export const pictureMicros = (factor: number): number => Math.round(PICTURE_MODEL.dollars * factor * 1_000_000);
