"use client";

import { useState } from "react";
import ReactCrop from "react-image-crop";
import "react-image-crop/dist/ReactCrop.css";
import { useTranslations } from "use-intl";
import { RotateCw } from "@/components/ui/icons";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import type { How } from "@/lib/assets/mends/schema";
import { FIXED_RATIOS, type FixedRatio, getModel } from "@/lib/models/catalog";
import { paths } from "@/lib/shared/paths";
import { useComposerState } from "../engine/composer-context";
import type { ComposerInput } from "../engine/composer-state";
import { aspectOf, isTaken, largestArea, pixelsOf, turnedSize, turnRight, type Turn } from "./crop-shape";
import { TurnedPicture } from "./turned-picture";

interface CropDialogProps {
  input: ComposerInput;
  onUse: (how: How) => void;
  onClose: () => void;
}

const FREE = "free";

/** Which part of a picture is used: a frame that is moved by mouse, finger or keys, in the shapes that the model makes. */
export function CropDialog({ input, onUse, onClose }: CropDialogProps) {
  const t = useTranslations("mend");
  const common = useTranslations("common");
  const model = useComposerState((state) => state.model);
  const wanted = useComposerState((state) => state.ratio);
  const { id, width, height } = input.asset!;
  const whole = { width: width ?? 1, height: height ?? 1 };
  const offered = FIXED_RATIOS.filter((ratio) => getModel(model).ratios.text.includes(ratio));
  const [turn, setTurn] = useState<Turn>(0);
  const [ratio, setRatio] = useState<FixedRatio | null>(() => offered.find((one) => one === wanted) ?? null);
  const size = turnedSize(whole, turn);
  const [area, setArea] = useState(() => largestArea(size, aspectOf(ratio)));
  const part = pixelsOf(area, size);
  const fits = isTaken(part);
  const choose = (next: string): void => {
    const chosen = offered.find((one) => one === next) ?? null;
    setRatio(chosen);
    setArea(largestArea(size, aspectOf(chosen)));
  };
  const rotate = (): void => {
    const next = turnRight(turn);
    setTurn(next);
    setArea(largestArea(turnedSize(whole, next), aspectOf(ratio)));
  };
  const use = (): void =>
    onUse({ kind: "crop", turn, left: area.x / 100, top: area.y / 100, width: area.width / 100, height: area.height / 100 });
  return (
    <Dialog open onOpenChange={onClose} title={t("crop")} description={<bdi>{input.name}</bdi>} className="w-[min(44rem,calc(100vw-2rem))]">
      <div className="grid place-items-center overflow-hidden rounded-md bg-raised p-2">
        <ReactCrop
          crop={{ unit: "%", ...area }}
          aspect={aspectOf(ratio)}
          keepSelection
          ruleOfThirds
          ariaLabels={{
            cropArea: t("cropArea"),
            nwDragHandle: t("handles.nw"),
            nDragHandle: t("handles.n"),
            neDragHandle: t("handles.ne"),
            eDragHandle: t("handles.e"),
            seDragHandle: t("handles.se"),
            sDragHandle: t("handles.s"),
            swDragHandle: t("handles.sw"),
            wDragHandle: t("handles.w"),
          }}
          onChange={(_pixels, { x, y, width: wide, height: high }) => {
            // A frame of nothing is a slip of the hand.
            if (wide > 0 && high > 0) setArea({ x, y, width: wide, height: high });
          }}
        >
          <TurnedPicture url={paths.api.asset(id, "original")} size={whole} turn={turn} />
        </ReactCrop>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segmented
          size="sm"
          label={t("ratio")}
          value={ratio ?? FREE}
          onValueChange={choose}
          options={[{ value: FREE, label: t("free") }, ...offered.map((one) => ({ value: one as string, label: one }))]}
        />
        <Button size="sm" onClick={rotate}>
          <RotateCw aria-hidden="true" />
          {t("rotate")}
        </Button>
        <p role="status" className="text-sm text-quiet tabular">
          {t("pixels", part)}
          {!fits && <span className="text-failed"> {t("notTaken")}</span>}
        </p>
      </div>
      <p className="text-xs text-quiet pointer-coarse:hidden">{t("keysCrop")}</p>
      <DialogFooter>
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button variant="primary" disabled={!fits} onClick={use}>
          {t("useCrop")}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
