import { MODELS } from "@/lib/models/catalog";
import { json } from "@/lib/wire/envelopes";
import { isModelOpen } from "../create-task";
import type { Handler } from "../world";

/** OpenAI's list, with the kinds of endpoint that a relay adds to each model. */
export const listModels: Handler = (_call, world) =>
  json(200, {
    object: "list",
    success: true,
    data: MODELS.filter((model) => isModelOpen(model, world.switches)).map((model) => ({
      id: model.ids.powertokens,
      object: "model",
      created: 1_769_558_400,
      owned_by: "byteplus",
      supported_endpoint_types: ["openai-video"],
    })),
  });
