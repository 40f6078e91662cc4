"use client";

import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { leaveForProvider } from "./leave-for-provider";

interface ProviderButtonsProps {
  providers: readonly { id: string; name: string }[];
  returnTo: string;
  /** What each says. */
  words: "signIn" | "connect" | "prove";
  className?: string;
}

/** On by somebody outside who vouches for people. */
export function ProviderButtons({ providers, returnTo, words, className }: ProviderButtonsProps) {
  const t = useTranslations("account.outside.go");
  const { run, pending, error } = useAction();
  return (
    <>
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          {...(words === "signIn" && { size: "lg" as const })}
          className={className}
          pending={pending}
          onClick={() => run(() => leaveForProvider(id, returnTo))}
        >
          {t(words, { provider: name })}
        </Button>
      ))}
      {error && <Alert>{error}</Alert>}
    </>
  );
}
