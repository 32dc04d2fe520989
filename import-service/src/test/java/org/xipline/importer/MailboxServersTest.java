package org.xipline.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
  void shouldSpellADirectoryInOneWayWhetherItIsThereOrNot() throws IOException {
    Path real = directory.toRealPath();
    Path mail = real.resolve("mail");
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);

    String before = MailboxServers.canonical("maildir:" + link + "/./x/../mail/");
    Files.createDirectory(mail);

    assertThat(before).isEqualTo("maildir:" + mail);
    assertThat(MailboxServers.canonical("maildir:" + link.resolve("mail"))).isEqualTo(before);
    assertThat(MailboxServers.canonical(before)).isEqualTo(before);
  }

  @Test
  void shouldLeaveWhatIsNoLocationAsItIs() {
    assertThat(MailboxServers.canonical("pop3://Host")).isEqualTo("pop3://Host");
    assertThat(MailboxServers.canonical("imap://")).isEqualTo("imap://");
    assertThat(MailboxServers.canonical("maildir:")).isEqualTo("maildir:");
    assertThat(MailboxServers.canonical("")).isEmpty();
  }

  @Test
  void shouldSayThatNobodyListens() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (MailboxServer server = imap("127.0.0.1:" + port)) {
      assertThat(server.obstacle()).get().asString().contains("127.0.0.1:" + port);
    }
  }

  @Test
  void shouldSayThatAHostIsUnknown() {
    try (MailboxServer server = imap("no-such-host.invalid:143")) {
      assertThat(server.obstacle()).get().asString().contains("no-such-host.invalid");
    }
  }

  @Test
  void shouldSayThatADirectoryIsGone() throws IOException {
    Path mail = directory.resolve("mail");
    try (MailboxServer server = MailboxServers.of("maildir:" + mail)) {
      Files.delete(mail);
      assertThat(server.obstacle()).get().asString().contains(mail + ": no such directory");
    }
  }

  private static MailboxServer imap(String address) {
    return MailboxServers.of(
        MailboxPlace.newBuilder()
            .setLocation("imap://" + address + "?tls=off")
            .setImapAuth("master:importer")
            .build(),
        ConnectionSettings.DEFAULT,
        Map.of("XIPLINE_IMAP_PASSWORD", "secret"));
  }

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
