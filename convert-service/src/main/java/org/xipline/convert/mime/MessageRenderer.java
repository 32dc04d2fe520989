package org.xipline.convert.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.xipline.convert.item.ContentSource;
import org.xipline.convert.item.Item;
import org.xipline.convert.item.ResolvedAttachment;

/**
 * Renders an item as one RFC 5322 message, the same for every participant: the same item gives the
 * same bytes on every run and every machine.
 *
 * <p>Attachments and {@code .eml} documents are streamed: memory does not grow with them. Safe for
 * use by many threads.
 */
public final class MessageRenderer {
  /** Grows with every change of the bytes that some item is rendered to. */
  public static final int VERSION = 1;

  /**
   * Content of the message's Message-ID field, angle brackets included: what the item's own
   * document says if it is an {@code .eml} that has one, else derived from connector, {@code Id}
   * and item digest.
   */
  public String messageId(Envelope envelope, Item item) {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }
}
