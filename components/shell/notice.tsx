import Link from "next/link";
import type { ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button";
import { Slate } from "./slate";

interface NoticeProps {
  /** One word for the slate's head. */
  scene: string;
  title: string;
  body: ReactNode;
  action: ReactNode;
}

/** A page that has only one thing to say, and where to go from there. */
export function Notice({ scene, title, body, action }: NoticeProps) {
  return (
    <Slate scene={scene} date={new Date().toISOString()}>
      <h1 className="text-xl font-semibold text-balance">{title}</h1>
      <div className="mt-1.5 text-sm text-pretty text-quiet">{body}</div>
      <div className="mt-6">{action}</div>
    </Slate>
  );
}

export function NoticeLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={buttonVariants({ variant: "primary", size: "lg", className: "w-full" })}>
      {children}
    </Link>
  );
}
