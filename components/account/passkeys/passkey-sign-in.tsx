"use client";

import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { askToSignInAction, signInByPasskeyAction } from "@/lib/accounts/actions";
import { leaveFor } from "../leave-for";
import { answerOf } from "../answer-of";

/** In without e-mail and password: the browser offers the passkeys that it has for this studio. */
export function PasskeySignIn({ returnTo }: { returnTo: string }) {
  const t = useTranslations("account.signIn");
  const { run, pending, error } = useAction();
  const signIn = () => answerOf(askToSignInAction, (answer) => signInByPasskeyAction({ answer }));
  return (
    <>
      <Button size="lg" className="w-full" pending={pending} onClick={() => run(signIn, () => void leaveFor(returnTo))}>
        {t("passkey")}
      </Button>
      {error && <Alert>{error}</Alert>}
    </>
  );
}
