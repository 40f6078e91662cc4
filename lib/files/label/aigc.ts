/** What GB 45438-2025 has in the metadata of a file: that it was made by AI, by whom, and as what. Whoever spreads it fills in the rest. */
export const aigcMetadata = ({ producer, id }: { producer: string; id: string }): string =>
  JSON.stringify({
    Label: "1",
    ContentProducer: producer,
    ProduceID: id,
    ReservedCode1: "",
    ContentPropagator: "",
    PropagateID: "",
    ReservedCode2: "",
  });
