/** 16 px on touch, because phones zoom into anything smaller when it is focused. */
export const inputClasses =
  "base:w-full min-w-0 rounded-md border border-line-strong bg-surface base:px-3 base:text-base text-text transition-colors placeholder:text-quiet hover:not-disabled:border-quiet focus-visible:border-focus focus-visible:outline-offset-0 disabled:opacity-45 aria-invalid:border-failed pointer-coarse:text-lg";
