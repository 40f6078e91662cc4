import { clsx, type ClassValue } from "clsx";
import { twMerge } from "tailwind-merge";

/** Joins class names; of two that set the same thing the last wins. */
export const cn = (...inputs: ClassValue[]): string => twMerge(clsx(inputs));
