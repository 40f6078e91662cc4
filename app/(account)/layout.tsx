import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { PlainPage } from "@/components/shell/plain-page";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <Messages namespaces={["account", "errors", "fields"]}>
      <PlainPage>{children}</PlainPage>
    </Messages>
  );
}
