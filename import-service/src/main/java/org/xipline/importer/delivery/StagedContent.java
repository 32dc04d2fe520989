package org.xipline.importer.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.ContentUnavailable;
import org.xipline.importer.mailbox.AppendResult.Refused;
import org.xipline.importer.mailbox.MessageContent;
import org.xipline.importer.mailbox.UnreadableContentException;
import org.xipline.runtime.payload.PayloadDamagedException;
import org.xipline.runtime.payload.PayloadMissingException;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.Payload;

/** The bytes of a message: those in its record, or those that its claim check stands for. */
record StagedContent(Payload payload, PayloadStore payloads) implements MessageContent {

  @Override
  public InputStream open() throws UnreadableContentException {
    if (!payload.hasClaimCheck()) {
      return payload.getInline().newInput();
    }
    try {
      return new RedeemedStream(payloads.open(payload.getClaimCheck()));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Says once and for all what becomes of a message whose payload cannot be had. */
  private static UnreadableContentException unreadable(IOException error) {
    AppendResult result =
        switch (error) {
          case PayloadMissingException missing ->
              new Refused(DeadLetterReason.PAYLOAD_EXPIRED, detail(missing));
          case PayloadDamagedException damaged ->
              new Refused(DeadLetterReason.PAYLOAD_DAMAGED, detail(damaged));
          case IOException other -> new ContentUnavailable("payload store: " + other);
        };
    return new UnreadableContentException(result, error);
  }

  private static String detail(IOException error) {
    return String.valueOf(error.getMessage());
  }

  private static final class RedeemedStream extends FilterInputStream {

    RedeemedStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return classified(in::read);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return classified(() -> in.read(buffer, offset, length));
    }

    private static int classified(Read read) throws UnreadableContentException {
      try {
        return read.run();
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }

  @FunctionalInterface
  private interface Read {
    int run() throws IOException;
  }
}
