package org.xipline.archive.pack;

/**
 * Where things stand in the heap: checksum, RSA signature, CMS signature, files.
 *
 * @param cmsBytes reserved, the rest of it zeros; 0 for none
 * @param rsaBytes 0 for none
 */
record HeapLayout(int checksumBytes, int rsaBytes, int cmsBytes) {

  int rsaOffset() {
    return checksumBytes;
  }

  int cmsOffset() {
    return checksumBytes + rsaBytes;
  }

  /** Where the first file stands. */
  int filesOffset() {
    return checksumBytes + rsaBytes + cmsBytes;
  }
}
