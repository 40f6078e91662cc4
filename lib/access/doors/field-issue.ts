/** What zod's `refine` takes, so that a failed rule of our own is worded by `fields.<code>` in the person's language. */
export function fieldIssue(code: string, values?: Record<string, string | number>) {
  return { params: { code, values } };
}
