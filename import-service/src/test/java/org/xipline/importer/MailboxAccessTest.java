package org.xipline.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.MailboxPlace;

class MailboxAccessTest {
  private static final MailboxPlace OWN = place("imaps://mail.contoso.example:993").build();
  private static final String OTHER = "imaps://other.contoso.example:993";

  private final MailboxAccess access =
      new MailboxAccess(
          OWN,
          Set.of(OTHER),
          ConnectionSettings.DEFAULT,
          Map.of("XIPLINE_IMAP_PASSWORD", "secret"));
  @TempDir private Path directory;

  @Test
  void shouldUseTheOwnLogInForTheOwnServerHoweverItIsNamed() {
    access.openOwn().close();
    access.open(OWN.toBuilder().clearImapAuth().build()).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"master:importer", "passwords:/run/secrets/any", "xoauth2"})
  void shouldSendNoSecretToAServerThatSettingsDoNotName(String auth) {
    MailboxPlace evil = place("imaps://evil.example:993").setImapAuth(auth).build();

    assertThatThrownBy(() -> access.open(evil))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the import service may not deliver to imaps://evil.example:993: add the server to its"
                + " setting imap.servers");
  }

  @Test
  void shouldLogInToAServerThatSettingsNameWithThePasswordThatItsConnectorNames()
      throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "other");

    access.open(place(OTHER).setImapPasswordFile(password.toString()).build()).close();
  }

  @Test
  void shouldDeliverOnThisMachineUnasked() {
    access.open(place("imap://127.0.0.1:143?tls=off").build()).close();
    access.open(place("imap://[::1]:143?tls=off").build()).close();
    access.open(place("imap://localhost:143").build()).close();
    access.open(MailboxPlace.newBuilder().setLocation("maildir:" + directory).build()).close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"imaps://localhost.evil.example:993", "imaps://127.0.0.1.evil.example:993"})
  void shouldNotTakeANameForThisMachine(String location) {
    assertThatThrownBy(() -> access.open(place(location).build()))
        .hasMessageContaining("may not deliver");
  }

  @Test
  void shouldTakeTheServersThatSettingsNameHoweverTheyAreWritten() {
    assertThat(ImapKeys.SERVERS.type().parser().apply(" IMAPS://Other.Contoso.example:993 ,"))
        .containsExactly(OTHER);
    assertThatThrownBy(() -> ImapKeys.SERVERS.type().parser().apply("other.contoso.example"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("imaps://HOST:PORT");
  }

  @Test
  void shouldNotGuessALogInForAnotherServer() {
    assertThatThrownBy(() -> access.open(place(OTHER).clearImapAuth().build()))
        .hasMessageContaining("needs --imap-auth");
  }

  @Test
  void shouldWaitForADirectoryOfAServiceThatCannotBeMadeYet() throws IOException {
    Path inTheWay = Files.writeString(directory.resolve("mail"), "no directory");
    var service =
        new MailboxAccess(
            MailboxPlace.newBuilder().setLocation("maildir:" + inTheWay).build(),
            Set.of(),
            ConnectionSettings.DEFAULT,
            Map.of());

    try (MailboxServer server = service.openOwnForService()) {
      var alice = new EmailAddress("alice@contoso.example");
      assertThat(server.open(alice)).isInstanceOf(Opening.Unavailable.class);
      Files.delete(inTheWay);
      Files.createDirectory(inTheWay);
      assertThat(server.open(alice)).isInstanceOf(Opening.Opened.class);
    }
  }

  private static MailboxPlace.Builder place(String location) {
    return MailboxPlace.newBuilder().setLocation(location).setImapAuth("master:importer");
  }
}
