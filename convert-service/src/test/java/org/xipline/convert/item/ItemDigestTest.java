package org.xipline.convert.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xipline.convert.item.Content.NamedSize;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.Sha256;

class ItemDigestTest {
  private static final ResolvedAttachment ONE = attachment("one", "content one");
  private static final ResolvedAttachment TWO = attachment("two", "2");

  @Test
  void shouldDigestTheDocumentAndTheDigestsOfItsAttachments() throws IOException {
    // Given
    var digested = new ByteArrayOutputStream();
    digested.writeBytes("document".getBytes(UTF_8));
    digested.writeBytes(ONE.sha256().toByteArray());
    digested.writeBytes(TWO.sha256().toByteArray());

    // When
    Sha256 digest = ItemDigest.of(ItemExamples.source("document"), List.of(ONE, TWO));

    // Then
    assertThat(digest).isEqualTo(Sha256.digest(digested.toByteArray()));
  }

  @Test
  void shouldDependOnTheOrderOfAttachments() throws IOException {
    // Given
    ContentSource document = ItemExamples.source("document");

    // Then
    assertThat(ItemDigest.of(document, List.of(ONE, TWO)))
        .isNotEqualTo(ItemDigest.of(document, List.of(TWO, ONE)));
  }

  @Test
  void shouldMeasureDocumentAndAttachments() {
    // Given
    Item item =
        ItemExamples.item(
            "x.json",
            """
            {"Id":"1","Sent":"2026-11-20T09:15:00Z","From":{"Email":"a@contoso.example"},
             "Email":["a@contoso.example"],"Body":{"Text":"x"}}
            """);

    // When
    MeasuredSize size = MeasuredSize.of(item, 100, List.of(TWO, ONE, TWO));

    // Then
    assertThat(size).isEqualTo(new MeasuredSize(113, Optional.of(new NamedSize("one", 11))));
    assertThat(MeasuredSize.of(item, 100, List.of()))
        .isEqualTo(new MeasuredSize(100, Optional.empty()));
  }

  private static ResolvedAttachment attachment(String name, String content) {
    return new ResolvedAttachment(
        new Attachment(new EntryPath(name), name, Optional.empty()),
        content.length(),
        Sha256.digest(content.getBytes(UTF_8)),
        ItemExamples.source(content));
  }
}
