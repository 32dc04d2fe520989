package org.xipline.importer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.schemas.record.MailboxPlace;

class MailboxAccessTest {
  private static final MailboxPlace OWN = place("imaps://mail.contoso.example:993").build();

  private final MailboxAccess access =
      new MailboxAccess(OWN, ConnectionSettings.DEFAULT, Map.of("XIPLINE_IMAP_PASSWORD", "secret"));
  @TempDir private Path directory;

  @Test
  void shouldUseTheOwnPasswordForTheOwnServerHoweverItIsNamed() {
    access.openOwn().close();
    access.open(OWN).close();
    access.open(OWN.toBuilder().clearImapAuth().build()).close();
  }

  @Test
  void shouldSendTheOwnPasswordToNoOtherServer() {
    assertThatThrownBy(() -> access.open(place("imaps://elsewhere.example:993").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("its password in --imap-password-file");
  }

  @Test
  void shouldLogInToAnotherServerWithThePasswordThatItsConnectorNames() throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "other");

    access
        .open(
            place("imaps://elsewhere.example:993").setImapPasswordFile(password.toString()).build())
        .close();
  }

  @Test
  void shouldNotGuessALogInForAnotherServer() {
    assertThatThrownBy(
            () -> access.open(place("imaps://elsewhere.example:993").clearImapAuth().build()))
        .hasMessageContaining("needs --imap-auth");
  }

  private static MailboxPlace.Builder place(String location) {
    return MailboxPlace.newBuilder().setLocation(location).setImapAuth("master:importer");
  }
}
