package org.xipline.importer.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.schemas.identity.MessageKey;

class MessageHeaderTest {
  private static final String DIGEST = Messages.itemDigest("1").hex();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Message-ID: <1@xipline>\nX-XIP-Item-SHA256: %s\n\nbody",
        "X-XIP-Item-SHA256: %s\nSubject: a\nMessage-ID: <1@xipline>\n\nbody",
        "message-id:<1@xipline>\nx-xip-item-sha256:%s\n\n",
        "Message-ID:\n <1@xipline>\nX-XIP-Item-SHA256:\n\t%s\n\nbody",
        "X-XIP-Item-SHA256: %s\nMessage-ID:\n <1@xipline>",
        "X-XIP-Item-SHA256: %s\nMessage-ID: <1@xipline>",
        "Message-ID: <1@xipline>\nX-XIP-Item-SHA256: %s\nMessage-ID: <2@xipline>\n\nbody"
      })
  void shouldReadTheKey(String header) throws IOException {
    String text = header.formatted(DIGEST);

    assertThat(keyOf(text)).contains(Messages.key("1"));
    assertThat(keyOf(text.replace("\n", "\r\n"))).contains(Messages.key("1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "Message-ID: <1@xipline>\n\nX-XIP-Item-SHA256: %s\n",
        "X-XIP-Item-SHA256: %s\n\nbody",
        "Message-ID: <1@xipline>\nX-XIP-Item-SHA256: nonsense\n\n",
        "no header at all"
      })
  void shouldFindNoKeyWhereAFieldLacks(String header) throws IOException {
    assertThat(keyOf(header.formatted(DIGEST))).isEmpty();
  }

  @Test
  void shouldReadTheKeyBehindAnyOtherFields() throws IOException {
    String longLine = "X-Long: " + "x".repeat(600 << 10) + "\n";
    String longField = "References:\n" + " <a@b>\n".repeat(100_000);
    String text = longLine + longField + "Message-ID: <1@xipline>\nX-XIP-Item-SHA256: %s\n\n";

    assertThat(keyOf(text.formatted(DIGEST))).contains(Messages.key("1"));
  }

  @Test
  void shouldKeepFingerprintsThroughTheirText() {
    MessageFingerprint fingerprint = Messages.fingerprint("1");

    assertThat(MessageFingerprint.ofHex(fingerprint.hex())).isEqualTo(fingerprint);
    assertThat(fingerprint.hex()).hasSize(32).isNotEqualTo(Messages.fingerprint("2").hex());
  }

  private static Optional<MessageKey> keyOf(String text) throws IOException {
    return MessageHeader.keyOf(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
