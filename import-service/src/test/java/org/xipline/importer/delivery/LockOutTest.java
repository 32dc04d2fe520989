package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xipline.importer.mailbox.Opening;

class LockOutTest {
  private static final Instant SINCE = Instant.parse("2026-11-20T09:15:00Z");

  @ParameterizedTest
  @CsvSource({
    "1, 0, true, false",
    "1, 5, true, true",
    "1, 3600, false, false",
    "2, 0, true, false",
    "2, 3600, false, false",
    "3, 0, true, true",
    "3, 0, false, true"
  })
  void shouldBeCertainAfterThreeMailboxesOrAFewSecondsWhereSomebodyWaits(
      int mailboxes, int seconds, boolean awaited, boolean certain) {
    var refusal = new Opening.LockedOut("no", mailboxes, SINCE);

    assertThat(LockOut.isCertain(refusal, SINCE.plusSeconds(seconds), awaited)).isEqualTo(certain);
  }
}
