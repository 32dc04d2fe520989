package org.xipline.schemas.reason;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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

  @Test
  void shouldBeExplainedToOperators() throws Exception {
    List<String> rows =
        Stream.concat(
                Arrays.stream(RejectionReason.values()).map(it -> row(it.code(), it.meaning())),
                Arrays.stream(DeadLetterReason.values()).map(it -> row(it.code(), it.meaning())))
            .toList();

    assertThat(Files.readAllLines(Path.of("../docs/operations.md"))).containsAll(rows);
  }

  private static String row(String code, String meaning) {
    return "| `%s` | %s%s. |"
        .formatted(code, meaning.substring(0, 1).toUpperCase(Locale.ROOT), meaning.substring(1));
  }
}
