package org.xipline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.command.CommandLineRun;
import org.xipline.console.demo.SampleArchive;
import org.xipline.importer.imap.dovecot.DovecotServer;
import org.xipline.importer.imap.dovecot.ImapView;
import org.xipline.importer.imap.dovecot.WithDovecot;
import org.xipline.schemas.identity.EmailAddress;
import tools.jackson.databind.JsonNode;

/** The sample archive, into the mailboxes of a real IMAP server by the whole program. */
@WithDovecot
class ImapImportTest {
  private final DovecotServer dovecot;

  @TempDir private Path directory;
  private Installation installation;

  @BeforeEach
  void install() {
    installation = new Installation(directory);
  }

  ImapImportTest(DovecotServer dovecot) {
    this.dovecot = dovecot;
  }

  @Test
  @Timeout(300)
  void shouldLeaveReceiptsThatTheMailboxesConfirm() throws Exception {
    // Given an archive, and a password for each mailbox
    SampleArchive sample = SampleArchive.in(directory);
    List<String> options = mailboxOptions(sample);

    // When it is imported over STARTTLS
    CommandLineRun imported = installation.run(importing(sample, options));

    // Then all that can be delivered is
    assertThat(imported.exitCode()).as(imported.err()).isEqualTo(3);
    assertThat(imported.json().get("balanced").asBoolean()).isTrue();
    int delivered = imported.json().at("/totals/delivered").asInt();
    assertThat(delivered).isPositive();

    // And each receipt names a message that its mailbox holds
    List<JsonNode> receipts = receipts();
    assertThat(receipts).hasSize(delivered);
    var view = new ImapView(dovecot);
    for (JsonNode receipt : receipts) {
      var mailbox = new EmailAddress(receipt.get("mailbox").asString());
      assertThat(receipt.get("uidValidity").asLong()).isEqualTo(view.uidValidityOf(mailbox));
      assertThat(view.uidsIn(mailbox)).contains(receipt.get("uid").asLong());
    }
  }

  private static List<String> importing(SampleArchive sample, List<String> options) {
    return Stream.concat(
            Stream.of(
                "import",
                sample.archive().toString(),
                "--trust",
                sample.authority().toString(),
                "--users",
                sample.users().toString(),
                "--json"),
            options.stream())
        .toList();
  }

  private List<String> mailboxOptions(SampleArchive sample) throws IOException {
    var passwords = new ArrayList<String>();
    for (String line : Files.readAllLines(sample.users()).stream().skip(1).toList()) {
      passwords.add(line.split(",")[0] + ":" + DovecotServer.PASSWORD);
    }
    Path file = Files.write(directory.resolve("passwords"), passwords);
    return List.of(
        "--mailboxes",
        "imap://localhost:" + dovecot.port(),
        "--imap-auth",
        "passwords:" + file,
        "--imap-trust",
        dovecot.authority().toString());
  }

  private List<JsonNode> receipts() {
    return installation.log().stream()
        .filter(line -> line.get("outcome").asString().equals("delivered"))
        .toList();
  }
}
