package org.xipline.runtime.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.payload.PayloadFolder;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.ClaimCheck;

class ArchivePayloadsTest {
  private static final ArchiveId ARCHIVE = new ArchiveId("a".repeat(64));
  private static final ArchiveId OTHER = new ArchiveId("b".repeat(64));
  private static final PayloadKey ENTRY = PayloadKey.ofEntry(ARCHIVE, new EntryPath("d/a.bin"));
  private static final PayloadKey MANIFEST = PayloadKey.ofManifest(ARCHIVE);
  private static final PayloadKey MESSAGE = PayloadKey.messagesOf(ARCHIVE).key("c.r1");
  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

  @TempDir private Path directory;

  private Watched store;
  private Instant now = START;
  private ArchivePayloads one;
  private ArchivePayloads other;

  @BeforeEach
  void open() throws IOException {
    store = new Watched(new DirectoryPayloadStore(directory));
    one = new ArchivePayloads(store, () -> now);
    other = new ArchivePayloads(store, () -> now);
  }

  @Test
  void shouldDiscardWhatItAloneHasStaged() throws IOException {
    // Given a first try that was interrupted, and a second
    ArchiveStaging _ = one.stage(ARCHIVE);
    now = now.plusSeconds(5);
    ArchiveStaging staging = one.stage(ARCHIVE);
    put(ENTRY, MANIFEST);
    put(PayloadKey.ofManifest(OTHER));

    // When
    boolean discarded = one.discard(staging);

    // Then
    assertThat(discarded).isTrue();
    assertThat(files()).containsExactly(PayloadKey.ofManifest(OTHER));
  }

  @Test
  void shouldNotDiscardWhatAnotherHasStaged() throws IOException {
    // Given
    ArchiveStaging first = one.stage(ARCHIVE);
    put(ENTRY, MANIFEST);
    ArchiveStaging second = other.stage(ARCHIVE);

    // When
    boolean discarded = one.discard(first);

    // Then
    assertThat(discarded).isFalse();
    assertThat(files()).contains(ENTRY, MANIFEST).hasSize(3);

    // When the other one does, it is the last
    assertThat(other.discard(second)).isTrue();
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldKeepOnlyItsOwnMarksOut() throws IOException {
    // Given
    ArchiveStaging first = one.stage(ARCHIVE);
    ArchiveStaging _ = other.stage(ARCHIVE);
    put(ENTRY, MANIFEST);

    // When
    one.keep(first);

    // Then
    assertThat(files()).contains(ENTRY, MANIFEST).hasSize(3);
  }

  @Test
  void shouldGiveWayToWhoeverBeginsToStage() throws IOException {
    // Given a removal of many payloads
    for (int i = 0; i < 1000; i++) {
      put(PayloadKey.ofEntry(ARCHIVE, new EntryPath("d/" + i)));
    }
    ArchiveStaging staging = one.stage(ARCHIVE);

    // When somebody wants to stage in the middle of it
    store.atDeletion(
        10,
        () ->
            assertThatThrownBy(() -> other.stage(ARCHIVE))
                .isInstanceOf(PayloadsBeingRemovedException.class)
                .hasMessageContaining(ARCHIVE.hex()));
    boolean discarded = one.discard(staging);

    // Then it stops soon, and the other can
    assertThat(discarded).isFalse();
    assertThat(files()).hasSizeBetween(795, 805);
    ArchiveStaging second = other.stage(ARCHIVE);
    other.keep(second);
  }

  @Test
  void shouldGiveWayBehindTheEntriesToo() throws IOException {
    // Given
    put(ENTRY, MANIFEST, MESSAGE);
    store.atDeletion(1, () -> assertThatThrownBy(() -> other.stage(ARCHIVE)));

    // When
    boolean removed = one.removeAccepted(ARCHIVE, () -> true);

    // Then
    assertThat(removed).isFalse();
    assertThat(files()).contains(MANIFEST, MESSAGE).doesNotContain(ENTRY);
  }

  @Test
  void shouldGiveWayBeforeTheManifestToo() throws IOException {
    // Given
    put(ENTRY, MANIFEST, MESSAGE);
    store.atDeletion(2, () -> assertThatThrownBy(() -> other.stage(ARCHIVE)));

    // When
    boolean removed = one.removeAccepted(ARCHIVE, () -> true);

    // Then
    assertThat(removed).isFalse();
    assertThat(files()).contains(MANIFEST).doesNotContain(ENTRY, MESSAGE);
  }

  @Test
  void shouldLookAndSaySoAgainWhenARemovalTakesLong() throws IOException {
    // Given
    for (int i = 0; i < 20; i++) {
      put(PayloadKey.ofEntry(ARCHIVE, new EntryPath("d/" + i)));
    }
    store.beforeDeletion(() -> now = now.plus(Duration.ofMinutes(1)));
    store.atDeletion(
        15,
        () ->
            assertThatThrownBy(() -> other.stage(ARCHIVE))
                .isInstanceOf(PayloadsBeingRemovedException.class));

    // When
    boolean removed = one.removeAccepted(ARCHIVE, () -> true);

    // Then
    assertThat(removed).isFalse();
    assertThat(files()).hasSizeBetween(4, 7);
  }

  @Test
  void shouldNotWaitForEverForARemovalWhoseProcessDied() throws IOException {
    // Given
    PayloadKey left =
        new ArchiveMark(PayloadKey.removalsOf(ARCHIVE), "0d", START.getEpochSecond()).key();
    put(left);
    now = START.plus(Duration.ofMinutes(10));
    assertThatThrownBy(() -> one.stage(ARCHIVE)).isInstanceOf(PayloadsBeingRemovedException.class);

    // When
    now = now.plusSeconds(1);
    one.keep(one.stage(ARCHIVE));

    // Then
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldRemoveWhatIsAcceptedUnlessSomebodyStagesIt() throws IOException {
    // Given
    put(ENTRY, MANIFEST, MESSAGE);
    ArchiveStaging _ = other.stage(ARCHIVE);

    // Then
    now = START.plus(Duration.ofHours(24)).minusSeconds(1);
    assertThat(one.removeAccepted(ARCHIVE, () -> true)).isFalse();
    assertThat(files()).contains(ENTRY, MANIFEST, MESSAGE);

    // When that was long ago
    now = START.plus(Duration.ofHours(24));

    // Then
    assertThat(one.removeAccepted(ARCHIVE, () -> true)).isTrue();
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldRemoveWhatIsAcceptedHoweverFreshItIs() throws IOException {
    // Given
    ArchiveStaging staging = one.stage(ARCHIVE);
    put(ENTRY, MANIFEST);
    one.keep(staging);

    // Then
    assertThat(other.removeAccepted(ARCHIVE, () -> true)).isTrue();
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldRemoveWhatWasGivenUpADayAgo() throws IOException {
    // Given
    ArchiveStaging _ = one.stage(ARCHIVE);
    put(ENTRY);

    // Then
    now = START.plus(Duration.ofHours(24)).minusSeconds(1);
    assertThat(other.removeAbandoned(ARCHIVE, () -> true)).isFalse();
    now = now.plusSeconds(1);
    assertThat(other.removeAbandoned(ARCHIVE, () -> true)).isTrue();
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldNeverRemoveWhatIsStillBeingStaged() throws IOException {
    // Given one that takes for days
    ArchiveStaging staging = one.stage(ARCHIVE);
    put(ENTRY);
    for (int minutes = 0; minutes < 3 * 24 * 60; minutes += 10) {
      now = now.plus(Duration.ofMinutes(10));
      staging.goesOn();
      if (minutes % 600 == 0) {
        assertThat(other.removeAbandoned(ARCHIVE, () -> true)).isFalse();
        assertThat(other.removeAccepted(ARCHIVE, () -> true)).isFalse();
      }
    }

    // Then it has said so now and then, not each time
    assertThat(files()).contains(ENTRY).hasSizeBetween(70, 75);
    assertThat(one.discard(staging)).isTrue();
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldGoByDatesWhereAnEarlierVersionLeftNoMarks() throws IOException {
    // Given
    put(ENTRY, PayloadKey.ofEntry(ARCHIVE, new EntryPath("d/b.bin")));
    date(START.minus(Duration.ofHours(24)));
    date(PayloadKey.ofEntry(ARCHIVE, new EntryPath("d/b.bin")), START.minusSeconds(60));

    // Then the newest counts
    assertThat(one.removeAbandoned(ARCHIVE, () -> true)).isFalse();
    now = START.plus(Duration.ofHours(24)).minusSeconds(61);
    assertThat(one.removeAbandoned(ARCHIVE, () -> true)).isFalse();
    now = now.plusSeconds(1);
    assertThat(one.removeAbandoned(ARCHIVE, () -> true)).isTrue();
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldBeginToCountWhereNothingSaysWhenItWasStaged() throws IOException {
    // Given
    put(MANIFEST);

    // Then
    assertThat(one.removeAbandoned(ARCHIVE, () -> true)).isFalse();
    now = START.plus(Duration.ofHours(24));
    assertThat(other.removeAbandoned(ARCHIVE, () -> true)).isTrue();
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldStopWhenSomethingHasChangedSinceItBegan() throws IOException {
    // Given
    for (int i = 0; i < 1000; i++) {
      put(PayloadKey.ofEntry(ARCHIVE, new EntryPath("d/" + i)));
    }
    put(MANIFEST);
    var asked = new ArrayList<Integer>();

    // When it holds at first, and then no more
    boolean removed =
        one.removeAccepted(
            ARCHIVE,
            () -> {
              asked.add(files().size());
              return asked.size() < 3;
            });

    // Then it was asked for behind the mark, and nothing was removed once it failed
    assertThat(removed).isFalse();
    assertThat(asked.getFirst()).isEqualTo(1002);
    assertThat(files()).contains(MANIFEST).hasSize(asked.getLast() - 1);
    assertThat(asked.getLast()).isLessThan(1002);
  }

  @Test
  void shouldNotRemoveWhatIsAcceptedAtTheLastMoment() throws IOException {
    // Given an archive that somebody began to stage a day ago, and accepts while it is looked at
    ArchiveStaging staging = other.stage(ARCHIVE);
    put(ENTRY, MANIFEST);
    date(START);
    now = START.plus(Duration.ofHours(25));

    // When
    boolean removed =
        one.removeAbandoned(
            ARCHIVE,
            () -> {
              other.keep(staging);
              return false;
            });

    // Then
    assertThat(removed).isFalse();
    assertThat(files()).containsExactlyInAnyOrder(ENTRY, MANIFEST);
  }

  @Test
  void shouldNameAllArchivesOfWhichSomethingIsThere() throws IOException {
    // Given
    ArchiveStaging _ = one.stage(new ArchiveId("1".repeat(64)));
    put(PayloadKey.ofEntry(new ArchiveId("2".repeat(64)), new EntryPath("d/a.bin")));
    put(PayloadKey.ofManifest(new ArchiveId("3".repeat(64))));
    put(new PayloadKey("entries/rubbish/a"), new PayloadKey("manifests/rubbish"));

    // Then
    assertThat(one.archives())
        .extracting(ArchiveId::hex)
        .containsExactlyInAnyOrder("1".repeat(64), "2".repeat(64), "3".repeat(64));
  }

  private void put(PayloadKey... keys) throws IOException {
    for (PayloadKey key : keys) {
      store.put(key, out -> out.write(1));
    }
  }

  private void date(Instant writtenAt) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(writtenAt));
      }
    }
  }

  private void date(PayloadKey key, Instant writtenAt) throws IOException {
    String name = key.value().substring(key.value().lastIndexOf('/') + 1);
    try (var files = Files.walk(directory)) {
      Path file = files.filter(it -> it.endsWith(name)).findFirst().orElseThrow();
      Files.setLastModifiedTime(file, FileTime.from(writtenAt));
    }
  }

  private List<PayloadKey> files() throws IOException {
    var keys = new ArrayList<PayloadKey>();
    for (String folder : List.of("entries", "manifests", "messages", "stagings", "removals")) {
      store.forEach(new PayloadFolder(folder), (key, _) -> keys.add(key));
    }
    return keys;
  }

  /** A store that lets something happen at deletions. */
  private static final class Watched implements PayloadStore {
    private final PayloadStore store;
    private Runnable before = () -> {};
    private Runnable at = () -> {};
    private int until = -1;

    Watched(PayloadStore store) {
      this.store = store;
    }

    void beforeDeletion(Runnable action) {
      before = action;
    }

    void atDeletion(int number, Runnable action) {
      until = number;
      at = action;
    }

    @Override
    public void delete(PayloadKey key) throws IOException {
      before.run();
      if (--until == 0) {
        at.run();
      }
      store.delete(key);
    }

    @Override
    public StoredPayload put(PayloadKey key, PayloadContent content) throws IOException {
      return store.put(key, content);
    }

    @Override
    public Optional<StoredPayload> find(PayloadKey key) throws IOException {
      return store.find(key);
    }

    @Override
    public InputStream open(ClaimCheck claimCheck) throws IOException {
      return store.open(claimCheck);
    }

    @Override
    public void deleteAll(PayloadFolder folder) throws IOException {
      store.deleteAll(folder);
    }

    @Override
    public void forEach(PayloadFolder folder, PayloadVisitor visitor) throws IOException {
      store.forEach(folder, visitor);
    }

    @Override
    public List<PayloadFolder> foldersIn(PayloadFolder folder) throws IOException {
      return store.foldersIn(folder);
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
