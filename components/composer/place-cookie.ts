/** Where the composer stands, remembered for the next first paint: `aside` is a column beside the gallery. */
export const PLACE_COOKIE = "composer";
export const ASIDE = "aside";
