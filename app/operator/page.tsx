import { OperatorFrame } from "@/components/operator/operator-frame";
import { People } from "@/components/operator/people";
import { requireOperator } from "@/lib/access/callers/require-member";
import { titled } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";
import { listPeople } from "@/lib/studio/operator/list-people";
import { findPeopleSchema } from "@/lib/studio/operator/schema";

export const generateMetadata = titled("operator", { key: "people.title" });

interface OperatorPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function OperatorPage({ searchParams }: OperatorPageProps) {
  const find = findPeopleSchema.parse(await searchParams);
  const user = await requireOperator(paths.operator(find));
  return (
    <OperatorFrame current="people">
      <People find={find} page={await listPeople(user, find)} />
    </OperatorFrame>
  );
}
