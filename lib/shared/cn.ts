import { type ClassValue, clsx } from "clsx";

/**
 * Class names as one string. Two of one kind would be decided by the style sheet and not by their order: what whoever uses a component may say
 * otherwise is marked `base:` where the component says it (globals.css), and a test looks for the others.
 */
export const cn = (...values: ClassValue[]): string => clsx(values);
