"use client";

import { useTranslations } from "use-intl";
import type { ActionError } from "@/lib/shared/result";

/** Words for what a door refused: `form` for the whole, `field` for one of its inputs. */
export function useErrorWords() {
  const errors = useTranslations("errors");
  const fields = useTranslations("fields");
  const broken = useTranslations("broken");
  const common = useTranslations("common");
  return {
    form: (error: ActionError) =>
      error.code === "unexpected" && error.ref
        ? `${errors(error.code)} ${broken("ref", { ref: error.ref })}`
        : errors(error.code, error.values),
    field: (error: ActionError, name: string) => {
      const field = error.fields?.[name];
      return field && fields(field.code, field.values);
    },
    offline: () => common("offline"),
  };
}
