import { Check } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { cn } from "@/lib/shared/cn";

interface ChooseBoxProps {
  title: string;
  isChosen: boolean;
  /** Shown all the time; otherwise while the card is looked at by a mouse. */
  isChoosing: boolean;
}

/** The corner of a card that chooses it. The grid hears the press, because Shift and drags concern more than one card. */
export function ChooseBox({ title, isChosen, isChoosing }: ChooseBoxProps) {
  const t = useTranslations("marks");
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={isChosen}
      aria-label={t("choose", { title })}
      data-choose=""
      className={cn(
        "absolute top-2 left-2 flex size-7 @max-[12rem]:pointer-fine:size-6 @max-[5rem]:left-1 items-center justify-center rounded-md border-2 border-white/90 bg-black/65 text-white transition-opacity focus-visible:outline-white aria-checked:border-transparent aria-checked:bg-tungsten aria-checked:text-on-tungsten pointer-coarse:top-1 pointer-coarse:left-1 pointer-coarse:size-11 [&_svg]:icon",
        !isChoosing &&
          "pointer-coarse:hidden pointer-fine:opacity-0 pointer-fine:group-focus-within/card:opacity-100 pointer-fine:group-hover/card:opacity-100",
      )}
    >
      {isChosen && <Check aria-hidden="true" />}
    </button>
  );
}
