import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

/** The general library, told of the names of our own theme. */
const merge = extendTailwindMerge({ extend: { theme: { radius: ["video"], shadow: ["float"], animate: ["appear", "rise"] } } });

/** Class names as one string: a later one wins over an earlier one of the same kind, and only over that. */
export const cn = (...values: ClassValue[]): string => merge(clsx(values));
