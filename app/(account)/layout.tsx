import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { Preferences } from "@/components/shell/preferences";
import { PlainPage } from "@/components/shell/plain-page";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <Messages namespaces={["account", "errors", "fields"]}>
      <PlainPage actions={<Preferences className="-mr-2" />}>{children}</PlainPage>
    </Messages>
  );
}
