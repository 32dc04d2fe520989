package org.xipline.archive.signature;

import java.util.List;
import org.xipline.archive.xar.SignatureStyle;

/**
 * A signature as it stands in an archive.
 *
 * @param value its bytes
 * @param certificates DER; the leaf first
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record SignatureBlock(SignatureStyle style, byte[] value, List<byte[]> certificates) {
  public SignatureBlock {
    certificates = List.copyOf(certificates);
  }
}
