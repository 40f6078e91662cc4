import { OperatorFrame } from "@/components/operator/operator-frame";
import { Studio } from "@/components/operator/studio";
import { requireOperator } from "@/lib/access/callers/require-member";
import { readSignUpRule } from "@/lib/accounts/sign-up-rule";
import { titled } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";
import { readStudio } from "@/lib/studio/operator/read-studio";

export const generateMetadata = titled("operator");

export default async function OperatorStudioPage() {
  const user = await requireOperator(paths.operatorStudio());
  const [signUp, studio] = await Promise.all([readSignUpRule(), readStudio(user)]);
  return (
    <OperatorFrame current="studio">
      <Studio signUp={signUp} studio={studio} />
    </OperatorFrame>
  );
}
