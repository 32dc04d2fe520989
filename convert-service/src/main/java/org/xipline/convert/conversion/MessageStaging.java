package org.xipline.convert.conversion;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.xipline.runtime.payload.PayloadContent;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.payload.StoredPayload;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.Payload;
import org.xipline.schemas.topic.Topic;

/**
 * Decides how bytes travel: inline while they are small and few copies of them go out, else once
 * through the payload store and by claim check.
 */
record MessageStaging(PayloadStore store) {
  /** All inline copies of one payload together. */
  private static final long MAX_COPIES_BYTES = 1 << 20;

  /**
   * Renders a message to where it travels from.
   *
   * @param sourceBytes about how large it will be: up to {@link Topic#MAX_INLINE_BYTES} it is
   *     rendered in memory
   * @param copies how many records will carry it
   */
  RenderedMessage stage(PayloadKey key, long sourceBytes, int copies, PayloadContent message)
      throws IOException {
    return sourceBytes > Topic.MAX_INLINE_BYTES
        ? stageLarge(key, message)
        : stageSmall(key, copies, message);
  }

  /** An inline document as it is, or by claim check where too many records would carry it. */
  Payload stageDocument(PayloadKey key, Payload document, int copies) throws IOException {
    if (!document.hasInline() || fitsInline(document.getInline().size(), copies)) {
      return document;
    }
    ByteString bytes = document.getInline();
    return byClaimCheck(store.put(key, bytes::writeTo));
  }

  /** The name says which bytes: what an earlier run has staged is not rendered again. */
  private RenderedMessage stageLarge(PayloadKey key, PayloadContent message) throws IOException {
    Optional<StoredPayload> earlier = store.find(key);
    return rendered(earlier.isPresent() ? earlier.get() : store.put(key, message));
  }

  private RenderedMessage stageSmall(PayloadKey key, int copies, PayloadContent message)
      throws IOException {
    var buffer = new ByteArrayOutputStream();
    message.writeTo(buffer);
    if (!fitsInline(buffer.size(), copies)) {
      return rendered(store.put(key, buffer::writeTo));
    }
    byte[] bytes = buffer.toByteArray();
    Payload inline = Payload.newBuilder().setInline(UnsafeByteOperations.unsafeWrap(bytes)).build();
    return new RenderedMessage(inline, bytes.length, Sha256.digest(bytes));
  }

  private static boolean fitsInline(long sizeBytes, int copies) {
    return sizeBytes <= Topic.MAX_INLINE_BYTES && sizeBytes * copies <= MAX_COPIES_BYTES;
  }

  private static RenderedMessage rendered(StoredPayload stored) {
    return new RenderedMessage(byClaimCheck(stored), stored.sizeBytes(), stored.sha256());
  }

  private static Payload byClaimCheck(StoredPayload stored) {
    return Payload.newBuilder().setClaimCheck(stored.claimCheck()).build();
  }
}
