import Link from "next/link";
import type { ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button";

interface NoticeProps {
  title: string;
  body: ReactNode;
  action: ReactNode;
}

/** A page that has only one thing to say, and where to go from there. */
export function Notice({ title, body, action }: NoticeProps) {
  return (
    <section data-slot="notice" className="flex flex-col items-start gap-3">
      <h1 className="text-xl font-semibold text-balance">{title}</h1>
      <div className="text-base text-pretty text-quiet">{body}</div>
      <div className="mt-2">{action}</div>
    </section>
  );
}

export function NoticeLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={buttonVariants({ variant: "primary", size: "lg" })}>
      {children}
    </Link>
  );
}
