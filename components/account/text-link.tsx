import Link from "next/link";
import type { ReactNode } from "react";

/** Leads to another page of an account, in the midst of words or beside a form. */
export const TextLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link href={href} className="font-medium text-text underline decoration-line-strong underline-offset-4 hover:decoration-text">
    {children}
  </Link>
);
