package org.xipline.convert.conversion;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.xipline.convert.item.ContentSource;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.record.Payload;

/** A document's bytes, out of the record or out of the payload store. */
record DocumentSource(Payload document, PayloadStore store) implements ContentSource {

  @Override
  public InputStream open() throws IOException {
    return switch (document.getLocationCase()) {
      case INLINE -> document.getInline().newInput();
      case CLAIM_CHECK -> store.open(document.getClaimCheck());
      case LOCATION_NOT_SET -> throw new IllegalArgumentException("a document without a payload");
    };
  }

  /** Reads it to the end: damage that nobody else would notice shows as an exception. */
  void verify() throws IOException {
    try (InputStream in = open()) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
