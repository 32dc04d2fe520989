package org.xipline.ingest.signature;

import java.util.List;
import org.xipline.ingest.xar.SignatureStyle;

/**
 * A signature as it stands in an archive.
 *
 * @param value its bytes
 * @param certificates DER; the leaf first
 */
public record SignatureBlock(SignatureStyle style, byte[] value, List<byte[]> certificates) {
  public SignatureBlock {
    certificates = List.copyOf(certificates);
  }
}
