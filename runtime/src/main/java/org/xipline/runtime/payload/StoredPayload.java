package org.xipline.runtime.payload;

import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.ClaimCheck;

/**
 * A payload in the store.
 *
 * @param key its name
 * @param sizeBytes its length
 * @param sha256 digest of its bytes
 * @param existed for an answer to {@code put}: whether the same bytes were there before
 */
public record StoredPayload(PayloadKey key, long sizeBytes, Sha256 sha256, boolean existed) {

  /** The reference to send in its place. */
  public ClaimCheck claimCheck() {
    return ClaimCheck.newBuilder()
        .setKey(key.value())
        .setSizeBytes(sizeBytes)
        .setSha256(sha256.toByteString())
        .build();
  }
}
