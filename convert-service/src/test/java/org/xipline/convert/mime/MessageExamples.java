package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.xipline.convert.item.Attachment;
import org.xipline.convert.item.ContentSource;
import org.xipline.convert.item.Item;
import org.xipline.convert.item.ItemDigest;
import org.xipline.convert.item.ItemExamples;
import org.xipline.convert.item.ResolvedAttachment;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.Sha256;

/** Documents rendered, with attachments made up. */
final class MessageExamples {
  private static final ConnectorName CONNECTOR = new ConnectorName("trading-desk");
  private static final ArchiveId ARCHIVE = ArchiveId.of(Sha256.digest("archive".getBytes(UTF_8)));
  private static final Sha256 SIGNER = Sha256.digest("signer".getBytes(UTF_8));

  private MessageExamples() {}

  static byte[] render(String path, String document) {
    return render(path, document.getBytes(UTF_8));
  }

  static byte[] render(String path, byte[] document) {
    return render(path, ItemExamples.source(document));
  }

  static byte[] render(String path, ContentSource document) {
    Item item = ItemExamples.item(ItemExamples.parse(path, document));
    return render(path, item, attachments(item), document);
  }

  static byte[] render(
      String path, Item item, List<ResolvedAttachment> attachments, ContentSource document) {
    try {
      var out = new ByteArrayOutputStream();
      new MessageRenderer()
          .render(envelope(path, attachments, document), item, attachments, document, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Envelope envelope(
      String path, List<ResolvedAttachment> attachments, ContentSource document)
      throws IOException {
    return new Envelope(
        CONNECTOR, ARCHIVE, new EntryPath(path), ItemDigest.of(document, attachments), SIGNER);
  }

  /** Each holds its own path, the third one nothing. */
  static List<ResolvedAttachment> attachments(Item item) {
    List<ResolvedAttachment> resolved = new ArrayList<>();
    for (Attachment named : item.attachments()) {
      String content = resolved.size() == 2 ? "" : named.path() + "\n";
      resolved.add(attachment(named, content.getBytes(UTF_8)));
    }
    return resolved;
  }

  static ResolvedAttachment attachment(Attachment named, byte[] content) {
    return new ResolvedAttachment(
        named, content.length, Sha256.digest(content), ItemExamples.source(content));
  }
}
