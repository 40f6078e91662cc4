"use client";

import { createContext, useContext } from "react";

export interface FieldIds {
  id: string;
  hintId: string;
  errorId: string;
  invalid: boolean;
  hasHint: boolean;
}

export const FieldContext = createContext<FieldIds | null>(null);

interface ControlProps {
  id?: string | undefined;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | "true" | "false" | "grammar" | "spelling" | undefined;
}

/** Ties a control to the label, hint and error of the Field around it; what the control says itself wins. */
export function useFieldControl(props: ControlProps): ControlProps {
  const field = useContext(FieldContext);
  if (!field) return {};
  const described = [field.invalid && field.errorId, field.hasHint && field.hintId, props["aria-describedby"]].filter(Boolean).join(" ");
  return {
    id: props.id ?? field.id,
    ...(described && { "aria-describedby": described }),
    ...(field.invalid && { "aria-invalid": true }),
  };
}
