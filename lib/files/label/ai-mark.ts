import { uuidBox } from "@/lib/shared/mp4-boxes";

/** Where XMP lies in an MP4, by Adobe's specification of it. */
export const XMP_BOX = "be7acfcb97a942e89c71999491e3afac";
/** IPTC's word for pictures that a trained model made. */
export const MADE_BY_AI = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

const packet = `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
   <Iptc4xmpExt:DigitalSourceType>${MADE_BY_AI}</Iptc4xmpExt:DigitalSourceType>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`;

/** Says to machines that a film was made by AI: XMP with IPTC's kind of source. */
export const aiMarkBox = (): Uint8Array<ArrayBuffer> => uuidBox(XMP_BOX, new TextEncoder().encode(packet));
