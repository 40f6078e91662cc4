"use client";

import { useTransition, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { signOutAction } from "@/lib/accounts/actions";
import { paths } from "@/lib/shared/paths";
import { leaveFor } from "./leave-for";

export function SignOutButton({ children }: { children: ReactNode }) {
  const [pending, startTransition] = useTransition();
  return (
    <Button
      size="lg"
      className="w-full"
      pending={pending}
      onClick={() =>
        startTransition(async () => {
          await signOutAction();
          await leaveFor(paths.signIn());
        })
      }
    >
      {children}
    </Button>
  );
}
