package org.xipline.archive.xar;

import java.util.List;

/**
 * One signature over the checksum of the table of contents.
 *
 * @param range where its value is
 * @param certificates as the table of contents lists them, DER, sometimes with a byte or two behind
 */
public record XarSignature(SignatureStyle style, HeapRange range, List<byte[]> certificates) {
  public XarSignature {
    certificates = List.copyOf(certificates);
  }
}
