package org.xipline.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.importer.delivery.DeliverySettings;
import org.xipline.importer.maildir.MaildirServer;
import org.xipline.importer.retry.RetrySettings;

class ImportSettingsTest {
  @TempDir private Path directory;

  @Test
  void shouldSayAllProblemsAtOnceWithKeyAndValue() {
    var delivery =
        new DeliverySettings(0, 1, 1, -2, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1));
    var retry =
        new RetrySettings(
            Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(2), Duration.ofDays(1));

    assertThatThrownBy(() -> new ImportSettings(" ", delivery, retry, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("group-id cannot be  ")
        .hasMessageContaining("messages-in-hand-bytes cannot be 0")
        .hasMessageContaining("max-lanes cannot be -2")
        .hasMessageContaining("longest-backoff cannot be PT0S")
        .hasMessageContaining("longest-wait-in-place cannot be PT2S");
  }

  @Test
  void shouldReadWhereMailboxesAre() {
    Path mail = directory.resolve("a/b");

    assertThat(MailboxServers.of("maildir:" + mail)).isInstanceOf(MaildirServer.class);
    assertThat(mail).isDirectory();
  }

  @Test
  void shouldSayWhatIsWrongWithALocation() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> MailboxServers.of("pop3://host"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maildir:DIR")
        .hasMessageContaining("pop3://host");
    assertThatThrownBy(() -> MailboxServers.of("maildir:"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a directory");
    assertThatThrownBy(() -> MailboxServers.of("maildir:" + file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }
}
