package org.xipline.convert.mime;

import java.io.BufferedInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.xipline.convert.item.Body;
import org.xipline.convert.item.Content;
import org.xipline.convert.item.ContentSource;
import org.xipline.convert.item.Item;
import org.xipline.convert.item.ResolvedAttachment;
import org.xipline.convert.mime.original.OriginalMessage;
import org.xipline.schemas.identity.Sha256;

/** The parts that a message is composed of. */
final class ItemContent {
  private static final String WRAPPED =
      "A mailbox cannot hold the original message as it is. It is attached, unaltered but for fields"
          + " that may name hidden participants or ask for receipts.\n";
  private static final int BOUNDARY_DIGITS = 32;

  private final Sha256 itemDigest;

  ItemContent(Sha256 itemDigest) {
    this.itemDigest = itemDigest;
  }

  /** Of a JSON or XML item: body, transcript, attachments. */
  Part of(Content.Composed content, List<ResolvedAttachment> attachments) {
    List<Part> parts = new ArrayList<>();
    if (!content.body().isEmpty()) {
      parts.add(body(content.body()));
    }
    if (!content.transcript().isEmpty()) {
      parts.add(transcript(new Transcript(content.transcript())));
    }
    attachments.stream().map(ItemContent::file).forEach(parts::add);
    if (parts.isEmpty()) {
      parts.add(text("plain", ""));
    }
    return parts.size() == 1 && attachments.isEmpty()
        ? parts.getFirst()
        : new Part.Multi("mixed", boundary("mixed"), parts);
  }

  /** Of an {@code .eml} item that cannot be held as it is. */
  Part wrapped(Item item, ContentSource document) {
    var original =
        new Part.File(
            FileName.of(item.id() + ".eml"),
            "application/octet-stream",
            "message/rfc822",
            OptionalLong.empty(),
            () -> OriginalMessage.read(new BufferedInputStream(document.open())).unaltered());
    return new Part.Multi("mixed", boundary("mixed"), List.of(text("plain", WRAPPED), original));
  }

  private Part body(Body body) {
    List<Part> forms = new ArrayList<>();
    body.text().ifPresent(text -> forms.add(text("plain", text)));
    body.html().ifPresent(html -> forms.add(text("html", html)));
    return forms.size() == 1
        ? forms.getFirst()
        : new Part.Multi("alternative", boundary("body"), forms);
  }

  private Part transcript(Transcript transcript) {
    return new Part.Multi(
        "alternative",
        boundary("transcript"),
        List.of(
            new Part.Text("plain", transcript::writeText),
            new Part.Text("html", transcript::writeHtml)));
  }

  private static Part text(String subtype, String text) {
    return new Part.Text(subtype, writer -> writer.write(CleanText.lines(text)));
  }

  private static Part file(ResolvedAttachment attachment) {
    return new Part.File(
        FileName.of(attachment.named().name()),
        MediaType.of(attachment.named().mediaType()),
        "",
        OptionalLong.of(attachment.sizeBytes()),
        attachment.content());
  }

  private String boundary(String role) {
    return "=_xip." + role + "." + itemDigest.hex().substring(0, BOUNDARY_DIGITS);
  }
}
