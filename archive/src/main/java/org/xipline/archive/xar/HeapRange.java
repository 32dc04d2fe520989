package org.xipline.archive.xar;

/**
 * A part of the heap.
 *
 * @param offset from the heap's begin
 * @param length in bytes
 */
public record HeapRange(long offset, long length) {

  /** No sum of two numbers of a table of contents overflows: they have 18 digits at most. */
  public long end() {
    return offset + length;
  }
}
