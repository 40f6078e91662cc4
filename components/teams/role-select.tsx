"use client";

import { useTranslations } from "use-intl";
import { Select } from "@/components/ui/select";
import { mayGovern } from "@/lib/access/permissions";
import { ROLES, type Role } from "@/lib/access/callers/actor";

interface RoleSelectProps {
  label: string;
  value: Role;
  /** Who chooses: nobody gives a role that they may not. */
  reader: Role;
  onValueChange: (role: Role) => void;
  disabled?: boolean;
  "aria-describedby"?: string | undefined;
}

export function RoleSelect({ label, value, reader, onValueChange, ...props }: RoleSelectProps) {
  const t = useTranslations("teams.roles");
  return (
    <Select
      aria-label={label}
      value={value}
      onChange={(event) => onValueChange(event.target.value as Role)}
      wrapperClassName="w-32 shrink"
      {...props}
    >
      {ROLES.filter((role) => role === value || mayGovern(reader, role)).map((role) => (
        <option key={role} value={role}>
          {t(`${role}.name`)}
        </option>
      ))}
    </Select>
  );
}
