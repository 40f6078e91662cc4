import type { Draft } from "./schema";
import type { GenerationInputView } from "./view";

/** A file as a draft and a press carry it, with the element that it came with. */
export const toDraftInput = ({ role, asset, element }: GenerationInputView): Draft["inputs"][number] => ({
  ...{ role, assetId: asset.id },
  ...(element && { elementVersionId: element.versionId }),
});
