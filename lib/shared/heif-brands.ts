/** The words by which files of the HEIC and HEIF kind begin; browsers and server both look for them. */
export const HEIF_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];
