package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xipline.console.ledger.ItemState.Fate;

class ItemStateTest {
  private static final Instant SENT = Instant.parse("2026-11-20T09:15:00Z");
  private static final ItemDescription MESSAGE =
      new ItemDescription(Optional.of(SENT), 100, "ab", "<m@desk>", 140, "cd");

  @Test
  void shouldBeCompleteWhenEveryPartOfItsLatestAttemptHasCome() {
    // Given
    ItemState first = told(0, Fate.CONVERTED, 0, 2);

    // Then
    assertThat(first.isComplete()).isFalse();
    assertThat(first.after(first).isComplete()).isFalse();
    ItemState whole = first.after(told(0, Fate.CONVERTED, 1, 2));
    assertThat(whole.isComplete()).isTrue();

    // When a later attempt is told of
    ItemState later = whole.after(told(9, Fate.CONVERTED, 1, 2));

    // Then
    assertThat(later.isComplete()).isFalse();
    assertThat(later.replaySequence()).isEqualTo(9);
    assertThat(later.after(told(0, Fate.CONVERTED, 0, 2)).isComplete()).isFalse();
    assertThat(later.after(told(9, Fate.CONVERTED, 0, 2)).isComplete()).isTrue();
  }

  @Test
  void shouldTakeAFactThatCountsNoPartsForTheOnlyOne() {
    assertThat(told(0, Fate.CONVERTED, 0, 0).isComplete()).isTrue();
  }

  @Test
  void shouldKeepTheFateOfAnAttemptThatWasToldFirst() {
    ItemState converted = told(0, Fate.CONVERTED, 0, 2);

    ItemState known = converted.after(told(0, Fate.DEAD_LETTERED, 1, 2));

    assertThat(known.fate()).isEqualTo(Fate.CONVERTED);
    assertThat(known.isComplete()).isFalse();
  }

  @Test
  void shouldKnowItsParticipantsOnceAnyAttemptHasNamedThem() {
    ItemState nameless = ItemState.told(1, Fate.DEAD_LETTERED, 0, 1, false, ItemDescription.NONE);
    ItemState named = ItemState.told(0, Fate.CONVERTED, 0, 1, true, ItemDescription.NONE);

    assertThat(nameless.after(nameless).participantsKnown()).isFalse();
    assertThat(nameless.after(named).participantsKnown()).isTrue();
    assertThat(named.after(nameless).participantsKnown()).isTrue();
  }

  @Test
  void shouldTakeFromEarlierAttemptsWhatTheLatestDoesNotSay() {
    // Given
    ItemDescription document = ItemDescription.ofDocument(30);

    // Then
    assertThat(document.orElseFrom(MESSAGE)).isEqualTo(MESSAGE);
    assertThat(MESSAGE.orElseFrom(document)).isEqualTo(MESSAGE);
    assertThat(MESSAGE.orElseFrom(ItemDescription.NONE)).isEqualTo(MESSAGE);
    assertThat(document.orElseFrom(ItemDescription.ofDocument(40)))
        .isEqualTo(ItemDescription.ofDocument(40));
    assertThat(document.orElseFrom(ItemDescription.NONE)).isEqualTo(document);
    assertThat(MESSAGE.orElseFrom(new ItemDescription(Optional.empty(), 7, "x", "y", 8, "z")))
        .isEqualTo(MESSAGE);
  }

  @Test
  void shouldDescribeItselfByTheLatestAttemptFirst() {
    // Given
    ItemDescription again =
        new ItemDescription(Optional.of(SENT), 101, "ef", "<m@desk>", 141, "00");
    ItemState first = ItemState.told(0, Fate.CONVERTED, 0, 1, true, MESSAGE);
    ItemState replay = ItemState.told(5, Fate.CONVERTED, 0, 1, true, again);

    // Then
    assertThat(first.after(replay).description()).isEqualTo(again);
    assertThat(replay.after(first).description()).isEqualTo(again);
  }

  private static ItemState told(long sequence, Fate fate, int part, int parts) {
    return ItemState.told(sequence, fate, part, parts, true, ItemDescription.NONE);
  }
}
