package org.xipline.schemas.reason;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Codes stand in logs, dashboards and other people's scripts: none is ever renamed or dropped. */
class ReasonCodesTest {

  @Test
  void shouldKeepTheCodesOfRejections() {
    assertThat(Arrays.stream(RejectionReason.values()).map(RejectionReason::code))
        .contains(
            "unsigned",
            "signature-invalid",
            "content-tampered",
            "signer-untrusted",
            "certificate-expired",
            "certificate-revoked",
            "weak-algorithm",
            "malformed-archive",
            "unsupported-content",
            "unsafe-entry",
            "archive-too-large",
            "unreadable-file")
        .allSatisfy(code -> assertThat(RejectionReason.ofCode(code)).isPresent());
  }

  @Test
  void shouldKeepTheCodesOfDeadLetters() {
    assertThat(Arrays.stream(DeadLetterReason.values()).map(DeadLetterReason::code))
        .contains(
            "item-too-large",
            "attachment-too-large",
            "attachment-missing",
            "malformed-item",
            "malformed-record",
            "no-participants",
            "unmapped",
            "conversion-failed",
            "mailbox-not-found",
            "mailbox-over-quota",
            "mailbox-access-denied",
            "message-rejected",
            "message-too-large-for-server",
            "attempts-exhausted",
            "payload-expired",
            "payload-damaged")
        .allSatisfy(code -> assertThat(DeadLetterReason.ofCode(code)).isPresent());
  }
}
