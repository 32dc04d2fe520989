package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xipline.importer.delivery.CredentialLockout.Consequence;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.reason.DeadLetterReason;

class CredentialLockoutTest {
  private static final Instant SINCE = Instant.parse("2026-11-20T09:15:00Z");

  @ParameterizedTest(
      name = "{0} mailboxes for {1} s, anybody got in before: {2}; awaited: {3} -> {4}")
  @CsvSource({
    // A service waits, and pauses where many are refused.
    "0, 3600, true,  false, NONE",
    "1, 3600, false, false, NONE",
    "2, 3600, true,  false, NONE",
    "3, 0,    true,  false, PAUSE",
    "3, 3600, false, false, PAUSE",
    // A command that waits pauses too, and ends soon.
    "0, 3600, true,  true,  NONE",
    "1, 0,    false, true,  NONE",
    "1, 20,   false, true,  FAIL",
    "1, 59,   true,  true,  NONE",
    "1, 60,   true,  true,  FAIL",
    "3, 0,    false, true,  PAUSE",
    "3, 19,   false, true,  PAUSE",
    "3, 20,   false, true,  FAIL",
    "3, 59,   true,  true,  PAUSE",
    "3, 60,   true,  true,  FAIL"
  })
  void shouldPauseForManyMailboxesAndFailWhereSomebodyWaits(
      int mailboxes, int seconds, boolean proven, boolean awaited, Consequence expected) {
    assertThat(
            CredentialLockout.of(
                refusal(mailboxes, SINCE, proven), SINCE.plusSeconds(seconds), awaited))
        .isEqualTo(expected);
  }

  static Opening.LogInRefused refusal(int mailboxes, Instant since, boolean proven) {
    return new Opening.LogInRefused(
        DeadLetterReason.MAILBOX_ACCESS_DENIED,
        false,
        "NO [AUTHENTICATIONFAILED] no",
        mailboxes,
        since,
        proven);
  }
}
