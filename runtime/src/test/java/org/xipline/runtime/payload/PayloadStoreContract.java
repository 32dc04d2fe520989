package org.xipline.runtime.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadFolder;
import org.xipline.schemas.payload.PayloadKey;

/** What every payload store promises. */
public interface PayloadStoreContract {
  PayloadKey KEY = PayloadKey.ofEntry(new ArchiveId("a".repeat(64)), new EntryPath("d/a.bin"));

  /** The store under test, empty. */
  PayloadStore store();

  /** Changes a byte of what the store keeps under this name, behind its back. */
  void damage(PayloadKey key) throws IOException;

  private StoredPayload put(String text) throws IOException {
    return store().put(KEY, out -> out.write(text.getBytes(UTF_8)));
  }

  @Test
  default void shouldGiveBackWhatWasPut() throws IOException {
    // When
    StoredPayload stored = put("content");

    // Then
    assertThat(stored.existed()).isFalse();
    assertThat(stored.sizeBytes()).isEqualTo(7);
    assertThat(stored.sha256()).isEqualTo(Sha256.digest("content".getBytes(UTF_8)));
    try (InputStream in = store().open(stored.claimCheck())) {
      assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("content");
    }
  }

  @Test
  default void shouldKeepAnEmptyPayload() throws IOException {
    // When
    StoredPayload stored = put("");

    // Then
    try (InputStream in = store().open(stored.claimCheck())) {
      assertThat(in.readAllBytes()).isEmpty();
    }
  }

  @Test
  default void shouldTellSizeAndDigestWithoutReading() throws IOException {
    // Given
    StoredPayload stored = put("content");

    // When
    var found = store().find(KEY);

    // Then
    assertThat(found).hasValueSatisfying(it -> assertThat(it.sha256()).isEqualTo(stored.sha256()));
    assertThat(found.orElseThrow().sizeBytes()).isEqualTo(7);
  }

  @Test
  default void shouldAcceptTheSameBytesAgain() throws IOException {
    // Given
    put("content");

    // When
    StoredPayload again = put("content");

    // Then
    assertThat(again.existed()).isTrue();
  }

  @Test
  default void shouldRefuseOtherBytesUnderTheSameName() throws IOException {
    // Given
    StoredPayload first = put("content");

    // When, then
    assertThatThrownBy(() -> put("other")).isInstanceOf(PayloadConflictException.class);
    assertThat(store().find(KEY).orElseThrow().sha256()).isEqualTo(first.sha256());
  }

  @Test
  default void shouldKeepNothingWhenTheContentFails() throws IOException {
    // When
    assertThatThrownBy(() ->
            store()
                .put(
                    KEY,
                    out -> {
                      out.write(1);
                      throw new IOException("source failed");
                    }))
        .hasMessageContaining("source failed");

    // Then
    assertThat(store().find(KEY)).isEmpty();
  }

  @Test
  default void shouldNoticeDamageByTheEndOfReading() throws IOException {
    // Given
    StoredPayload stored = put("content");
    damage(KEY);

    // When, then
    assertThatThrownBy(
            () -> {
              try (InputStream in = store().open(stored.claimCheck())) {
                in.readAllBytes();
              }
            })
        .isInstanceOf(PayloadDamagedException.class);
  }

  @Test
  default void shouldSayThatAPayloadIsMissing() throws IOException {
    // Given
    StoredPayload stored = put("content");
    store().delete(KEY);
    store().delete(KEY);

    // When, then
    assertThatThrownBy(() -> store().open(stored.claimCheck()))
        .isInstanceOf(PayloadMissingException.class);
    assertThat(store().find(KEY)).isEmpty();
  }

  @Test
  default void shouldRemoveAFolderAndNothingElse() throws IOException {
    // Given
    put("content");
    PayloadKey other = PayloadKey.ofEntry(new ArchiveId("b".repeat(64)), new EntryPath("d/a.bin"));
    store().put(other, out -> out.write(1));

    // When
    store().deleteAll(PayloadKey.entriesOf(new ArchiveId("a".repeat(64))));
    store().deleteAll(PayloadKey.entriesOf(new ArchiveId("c".repeat(64))));

    // Then
    assertThat(store().find(KEY)).isEmpty();
    assertThat(store().find(other)).isPresent();
  }

  @Test
  default void shouldShowAllPayloadsBelowAFolder() throws IOException {
    // Given
    var first = new PayloadKey("shown/aaa/one");
    var second = new PayloadKey("shown/bbb/x");
    var third = new PayloadKey("shown/three");
    for (PayloadKey key : List.of(first, second, third, new PayloadKey("showing/four"))) {
      store().put(key, out -> out.write(1));
    }

    // When
    var seen = new HashMap<PayloadKey, Instant>();
    store().forEach(new PayloadFolder("shown"), (key, at) -> seen.put(key, at) == null);
    var some = new ArrayList<PayloadKey>();
    store().forEach(new PayloadFolder("shown"), (key, _) -> some.add(key) && some.size() < 2);
    store().forEach(new PayloadFolder("shown/aaa"), (key, _) -> some.add(key));
    store().forEach(new PayloadFolder("nothing"), (key, _) -> some.add(key));

    // Then
    assertThat(seen).containsOnlyKeys(first, second, third);
    assertThat(seen.values()).allMatch(it -> it.isAfter(Instant.parse("2020-01-01T00:00:00Z")));
    assertThat(some).hasSize(3).endsWith(first);
    assertThatThrownBy(() ->
            store()
                .forEach(
                    new PayloadFolder("shown"),
                    (_, _) -> {
                      throw new IOException("enough");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("enough");
  }

  @Test
  default void shouldNameTheFoldersInAFolder() throws IOException {
    // Given
    for (String name : List.of("names/aaa/one", "names/aaa/two", "names/bbb/ccc/x", "names/d")) {
      store().put(new PayloadKey(name), out -> out.write(1));
    }
    store().put(new PayloadKey("names/eee/gone"), out -> out.write(1));
    store().delete(new PayloadKey("names/eee/gone"));

    // Then
    assertThat(store().foldersIn(new PayloadFolder("names")))
        .containsExactlyInAnyOrder(new PayloadFolder("names/aaa"), new PayloadFolder("names/bbb"));
    assertThat(store().foldersIn(new PayloadFolder("names/bbb")))
        .containsExactly(new PayloadFolder("names/bbb/ccc"));
    assertThat(store().foldersIn(new PayloadFolder("nothing"))).isEmpty();
  }
}
