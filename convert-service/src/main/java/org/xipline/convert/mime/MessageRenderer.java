package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.xipline.convert.item.Content;
import org.xipline.convert.item.ContentSource;
import org.xipline.convert.item.Item;
import org.xipline.convert.item.ResolvedAttachment;
import org.xipline.convert.mime.original.OriginalMessage;

/**
 * Renders an item as one RFC 5322 message, the same for every participant: the same item gives the
 * same bytes on every run and every machine.
 *
 * <p>Attachments and {@code .eml} documents are streamed: memory does not grow with them. Safe for
 * use by many threads.
 */
public final class MessageRenderer {
  /** Grows with every change of the bytes that some item is rendered to. */
  public static final int VERSION = 3;

  private static final int BUFFER_BYTES = 64 * 1024;

  /**
   * Content of the message's Message-ID field, angle brackets included: what the item's own
   * document says if it is an {@code .eml} that has one, else derived from connector, {@code Id}
   * and item digest.
   */
  public String messageId(Envelope envelope, Item item) {
    return MessageIds.of(envelope, item);
  }

  /**
   * Writes the message with CRLF line ends; does not close {@code out}.
   *
   * @param attachments as {@link Item#attachments()} names them, one for one, in that order
   * @param document the document that the item was parsed from
   * @throws IOException if a source cannot be read or {@code out} not be written; also when an
   *     attachment does not have the size that it was resolved with
   */
  public void render(
      Envelope envelope,
      Item item,
      List<ResolvedAttachment> attachments,
      ContentSource document,
      OutputStream out)
      throws IOException {
    var buffered = new BufferedOutputStream(out, BUFFER_BYTES);
    var header = new ItemHeader(envelope, item);
    var content = new ItemContent(envelope.itemDigest());
    switch (item.content()) {
      case Content.Composed composed ->
          compose(header, content.of(composed, attachments), buffered);
      case Content.Original original when original.holdable() ->
          passOn(header, original, document, buffered);
      case Content.Original _ -> compose(header, content.wrapped(item, document), buffered);
    }
    buffered.flush();
  }

  private static void compose(ItemHeader header, Part content, OutputStream out)
      throws IOException {
    out.write((header.origin() + header.composed()).getBytes(US_ASCII));
    new PartWriter(out).write(content);
  }

  private static void passOn(
      ItemHeader header, Content.Original item, ContentSource document, OutputStream out)
      throws IOException {
    try (InputStream in = document.open()) {
      OriginalMessage original = OriginalMessage.read(new BufferedInputStream(in, BUFFER_BYTES));
      out.write(header.origin().getBytes(US_ASCII));
      if (item.messageId().isEmpty()) {
        out.write(header.messageId().getBytes(US_ASCII));
      }
      if (original.saying("Date").isEmpty()) {
        out.write(header.date().getBytes(US_ASCII));
      }
      original.writeTo(out);
    }
  }
}
