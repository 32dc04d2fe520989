package org.xipline.convert.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xipline.convert.StagedArchive.ARCHIVE;
import static org.xipline.convert.StagedArchive.RULES;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.convert.FaultyPayloadStore;
import org.xipline.convert.StagedArchive;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.runtime.payload.PayloadDamagedException;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.record.Entry;

class InlineItemsTest {
  private static final int ITEMS = 50;

  @TempDir private Path folder;
  private FaultyPayloadStore store;
  private StagedArchive archive;
  private InlineItems items;

  @BeforeEach
  void stage() throws IOException {
    store = new FaultyPayloadStore(new DirectoryPayloadStore(folder));
    archive = new StagedArchive(store, RULES);
    items = new InlineItems(store);
  }

  @Test
  void shouldReadTheManifestAFewTimesHoweverManyAreAskedFor() throws IOException {
    // Given
    archive.manifest(
        IntStream.range(0, ITEMS)
            .mapToObj(i -> archive.item(name(i), "{\"Id\":\"" + i + "\"}"))
            .toArray(Entry.Builder[]::new));

    // When
    for (int i = 0; i < ITEMS; i++) {
      assertThat(items.stage(ARCHIVE, new EntryPath(name(i)))).isPresent();
      assertThat(items.stage(ARCHIVE, new EntryPath("missing/" + i + ".json"))).isEmpty();
    }

    // Then
    assertThat(store.opened()).isLessThan(10);
  }

  @Test
  void shouldLetADamagedItemHarmOnlyItself() throws IOException {
    // Given
    archive.manifest(
        archive.item(name(0), "{}").setSha256(ByteString.copyFrom(new byte[32])),
        archive.item(name(1), "{}"));

    for (int i = 0; i < 10; i++) {
      // When, Then
      assertThatThrownBy(() -> items.stage(ARCHIVE, new EntryPath(name(0))))
          .isInstanceOf(PayloadDamagedException.class);
      assertThat(items.stage(ARCHIVE, new EntryPath(name(1)))).isPresent();
    }
  }

  @Test
  void shouldReadAgainWhereThePayloadsWerePurgedMeanwhile() throws IOException {
    // Given
    archive.manifest(archive.item(name(0), "{}"), archive.item(name(1), "{}"));
    for (int i = 0; i < 10; i++) {
      items.stage(ARCHIVE, new EntryPath("missing.json"));
    }
    store.delete(StagedArchive.keyOf(name(0)));
    store.delete(StagedArchive.keyOf(name(1)));

    // When, Then
    assertThat(items.stage(ARCHIVE, new EntryPath(name(0)))).isPresent();
  }

  private static String name(int i) {
    return "d/T-" + i + ".json";
  }
}
