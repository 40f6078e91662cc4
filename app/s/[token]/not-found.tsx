import { Notice } from "@/components/shell/notice";

/** One answer for a link that was revoked, has ended or never was. */
export default function NoSuchLink() {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[25rem] flex-col px-4 pt-[max(1rem,15vh)] pb-16">
      <Notice words="share.gone" />
    </main>
  );
}
