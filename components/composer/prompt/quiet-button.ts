/** A tool in the line beneath the prompt. */
export const quietButton =
  "inline-flex min-h-6 min-w-6 items-center justify-center gap-1 rounded-sm transition-colors hover:text-text pointer-coarse:min-h-11 pointer-coarse:min-w-11 [&_svg]:icon";
