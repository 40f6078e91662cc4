"use client";

import { useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { Alert } from "@/components/ui/alert";
import { Select } from "@/components/ui/select";
import { saveSignUpRuleAction } from "@/lib/accounts/actions";
import { SIGN_UP_RULES, type SignUpRule } from "@/lib/accounts/view";

/** Who may open an account here; for the operator. */
export function SignUpRuleSelect({ rule }: { rule: SignUpRule }) {
  const t = useTranslations("operator.signUpRule");
  const { change, pending, error } = useChange();
  return (
    <>
      <Select
        aria-label={t("title")}
        value={rule}
        disabled={pending}
        wrapperClassName="self-start max-w-full"
        onChange={(event) => change(() => saveSignUpRuleAction({ signUp: event.target.value as SignUpRule }), t("saved"))}
      >
        {SIGN_UP_RULES.map((one) => (
          <option key={one} value={one}>
            {t(`rules.${one}`)}
          </option>
        ))}
      </Select>
      {error && <Alert>{error}</Alert>}
    </>
  );
}
