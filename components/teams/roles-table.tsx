import { Check } from "@/components/ui/icons";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { ROLES } from "@/lib/access/callers/actor";
import { LEAST_ROLE, PERMISSIONS, roleMay } from "@/lib/access/permissions";
import { getTranslations } from "@/lib/i18n/request";

/** What everybody may comes first, so that what a role adds lies together. */
const ORDERED = ROLES.flatMap((role) => PERMISSIONS.filter((permission) => LEAST_ROLE[permission] === role));

/** What each role may do, read from the table that every door asks. */
export async function RolesTable() {
  const t = await getTranslations("teams");
  return (
    <details data-slot="roles-table" className="rounded-lg border border-line bg-surface">
      <summary className="cursor-pointer px-4 py-3 text-sm font-medium pointer-coarse:py-3.5">{t("table.title")}</summary>
      <div role="group" aria-label={t("table.title")} tabIndex={0} className="relative overflow-x-auto border-t border-line px-4 pb-2">
        <table className="w-full text-sm">
          <thead>
            <tr className="border-b border-line text-xs text-quiet">
              <th scope="col" className="py-2 text-left font-normal">
                {t("table.thing")}
              </th>
              {ROLES.map((role) => (
                <th key={role} scope="col" className="py-2 pl-4 text-center font-normal whitespace-nowrap">
                  {t(`roles.${role}.name`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ORDERED.map((permission) => (
              <tr key={permission} className="border-b border-line last:border-b-0">
                <th scope="row" className="min-w-40 py-1.5 text-left font-normal text-pretty">
                  {t(`may.${permission}`)}
                </th>
                {ROLES.map((role) => (
                  <td key={role} className="py-1.5 pl-4 text-center">
                    {roleMay(role, permission) ? (
                      <>
                        <Check aria-hidden="true" className="icon mx-auto text-ready" />
                        <VisuallyHidden>{t("table.yes")}</VisuallyHidden>
                      </>
                    ) : (
                      <>
                        <span aria-hidden="true" className="text-quiet">
                          –
                        </span>
                        <VisuallyHidden>{t("table.no")}</VisuallyHidden>
                      </>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
