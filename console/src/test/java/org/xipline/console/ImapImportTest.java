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
      var owner = new EmailAddress(receipt.get("mailbox").asString());
      assertThat(receipt.get("uidValidity").asLong()).isEqualTo(view.uidValidityOf(owner));
      assertThat(view.uidsIn(owner)).contains(receipt.get("uid").asLong());
    }

    // And when they are read back, octet by octet, they are what was delivered
    String archive = imported.json().at("/archives/0/archiveId").asString();
    CommandLineRun untouched = installation.run(reconciling(archive, options));
    assertThat(untouched.exitCode()).as(untouched.out()).isZero();
    assertThat(untouched.json().get("pairs").asInt()).isEqualTo(delivered);
    assertThat(untouched.json().get("messages").asLong())
        .isEqualTo(
            receipts.stream()
                .map(it -> it.get("mailbox") + "/" + it.get("uid"))
                .distinct()
                .count());
    EmailAddress mailbox = new EmailAddress(receipts.getFirst().get("mailbox").asString());
    assertThat(view.isSeen(mailbox)).isFalse();

    // When one mailbox loses all, and another has a message twice
    view.removeAll(mailbox);
    EmailAddress other =
        receipts.stream()
            .map(receipt -> new EmailAddress(receipt.get("mailbox").asString()))
            .filter(it -> !it.equals(mailbox))
            .findFirst()
            .orElseThrow();
    view.append(other, view.contentsOf(other).getFirst());
    CommandLineRun repaired =
        installation.run(reconciling(archive, options, "--repair", "--why", "restored"));

    // Then what is missing comes back, the later copy goes, and a new look finds nothing
    assertThat(repaired.exitCode()).as(repaired.out()).isZero();
    assertThat(repaired.json().get("findings").valueStream().map(it -> it.get("code").asString()))
        .contains("missing", "second-copy");
    CommandLineRun again = installation.run(reconciling(archive, options));
    assertThat(again.exitCode()).as(again.out()).isZero();
    assertThat(again.json().get("findings")).isEmpty();
  }

  private static List<String> reconciling(String archive, List<String> options, String... more) {
    return Stream.of(
            Stream.of("reconcile", "--archive", archive, "--json"),
            options.stream(),
            Stream.of(more))
        .flatMap(it -> it)
        .toList();
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
