/** How large the cards of a gallery are, remembered for the next first paint. */
export const SIZE_COOKIE = "gallery";
export const SIZES = ["S", "M", "L"] as const;
export type Size = (typeof SIZES)[number];
export const USUAL_SIZE: Size = "M";

export const readSize = (text: string | undefined): Size => SIZES.find((size) => size === text) ?? USUAL_SIZE;
