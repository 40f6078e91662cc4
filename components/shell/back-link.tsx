import { ChevronLeft } from "@/components/ui/icons";
import Link from "next/link";

/** Over the heading of a page that lies behind another one: the way back there. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      className="-ml-1 flex min-h-7 items-center gap-1 self-start rounded-sm text-sm text-quiet hover:text-text pointer-coarse:min-h-11"
    >
      <ChevronLeft aria-hidden="true" className="icon" />
      {children}
    </Link>
  );
}
