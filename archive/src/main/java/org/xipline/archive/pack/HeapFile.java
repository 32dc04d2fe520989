package org.xipline.archive.pack;

/**
 * A file as the table of contents describes it.
 *
 * @param offset in the heap
 * @param storedBytes in the heap
 * @param plainBytes once decoded
 * @param storedChecksum over the bytes in the heap
 * @param plainChecksum over the bytes once decoded
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record HeapFile(
    String name,
    String encoding,
    long offset,
    long storedBytes,
    long plainBytes,
    byte[] storedChecksum,
    byte[] plainChecksum) {
  static final String STORED = "application/octet-stream";

  /** A zlib stream, whatever it is called. */
  static final String ZLIB = "application/x-gzip";
}
