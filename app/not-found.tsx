import { Notice } from "@/components/shell/notice";
import { PlainPage } from "@/components/shell/plain-page";
import { titled } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";

export const generateMetadata = titled("common.notFound");

export default function NotFound() {
  return (
    <PlainPage>
      <Notice words="common.notFound" action={paths.home()} />
    </PlainPage>
  );
}
