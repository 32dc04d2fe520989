package org.xipline.convert.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xipline.convert.StagedArchive.decoded;
import static org.xipline.convert.StagedArchive.document;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.convert.StagedArchive;
import org.xipline.convert.entry.ItemEntry;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.schemas.reason.DeadLetterReason;

class RetryingConverterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final List<Duration> waits = new ArrayList<>();
  private ItemEntry entry;
  private int failuresLeft;

  @BeforeEach
  void stage() throws IOException {
    var archive = new StagedArchive(new DirectoryPayloadStore(folder), StagedArchive.RULES);
    entry = decoded(archive.item("T-42.json", document("alice@contoso.example")));
  }

  @Test
  void shouldTryAgainWhileTheStoreFails() throws IOException {
    // Given
    failuresLeft = 3;

    // When
    Conversion conversion = retrying(true).convert(entry);

    // Then
    assertThat(conversion.entry()).isEqualTo(entry);
    assertThat(waits)
        .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
  }

  @Test
  void shouldGiveUpWhenPatienceEnds() {
    // Given
    failuresLeft = Integer.MAX_VALUE;

    // When, then
    assertThatThrownBy(() -> retrying(true).convert(entry)).hasMessage("the disk is on fire");
    assertThat(waits).last().isEqualTo(Duration.ofSeconds(5));
    assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus)).isLessThanOrEqualTo(PATIENCE);
  }

  @Test
  void shouldNotWaitWhenTheServiceStops() {
    // Given
    failuresLeft = Integer.MAX_VALUE;

    // When, then
    assertThatThrownBy(() -> retrying(false).convert(entry)).isInstanceOf(IOException.class);
    assertThat(waits).hasSize(1);
  }

  private Converter retrying(boolean timeLeft) {
    return new RetryingConverter(
        this::convert,
        PATIENCE,
        wait -> {
          waits.add(wait);
          return timeLeft;
        });
  }

  private Conversion convert(ItemEntry item) throws IOException {
    if (failuresLeft-- > 0) {
      throw new IOException("the disk is on fire");
    }
    return new Conversion.DeadLettered(
        item,
        Optional.empty(),
        DeadLetterReason.MALFORMED_ITEM,
        "unreadable",
        List.of(),
        List.of());
  }
}
