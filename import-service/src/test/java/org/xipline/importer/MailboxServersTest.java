package org.xipline.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.imap.scripted.ScriptedServer;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.record.MailboxPlace;

class MailboxServersTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("XIPLINE_IMAP_PASSWORD", "of the environment");

  @TempDir private Path directory;

  @Test
  void shouldLogInWithThePasswordOfTheFileThatAPlaceNames() throws IOException {
    Path file = Files.writeString(directory.resolve("password"), "of the file\n");

    assertThat(passwordSaid(place -> place.setImapPasswordFile(file.toString())))
        .isEqualTo("of the file");
  }

  @Test
  void shouldLogInWithThePasswordOfTheEnvironmentWhereAPlaceNamesNoFile() throws IOException {
    assertThat(passwordSaid(place -> place)).isEqualTo("of the environment");
  }

  private static String passwordSaid(Naming naming) throws IOException {
    try (var scripted = new ScriptedServer()) {
      String location = "imap://127.0.0.1:%d?tls=off".formatted(scripted.endpoint().port());
      var place = MailboxPlace.newBuilder().setLocation(location).setImapAuth("master:importer");
      try (MailboxServer server =
          MailboxServers.of(naming.name(place).build(), ConnectionSettings.DEFAULT, ENVIRONMENT)) {
        assertThat(server.open(ALICE))
            .isInstanceOfSatisfying(Opening.Opened.class, opened -> opened.mailbox().close());
      }
      assertThat(scripted.passwords()).hasSize(1);
      return scripted.passwords().getFirst();
    }
  }

  @FunctionalInterface
  private interface Naming {
    MailboxPlace.Builder name(MailboxPlace.Builder place);
  }
}
