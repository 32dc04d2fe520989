package org.xipline.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.archive.pack.TestPki;

class CommandTreeTest {
  private static final PipelineServices NONE =
      (mailboxes, _) -> {
        throw new IllegalArgumentException("--mailboxes: no such kind: " + mailboxes.getLocation());
      };

  @TempDir private Path directory;

  @Test
  void shouldShowHelpAndVersion() {
    CommandLineRun help = run("--help");
    CommandLineRun importHelp = run("import", "--help");
    CommandLineRun version = run("--version");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("demo", "import", "verify", "dead-letters", "Exit codes");
    assertThat(importHelp.out()).contains("--trust", "--mailboxes", "--limit");
    assertThat(version.out()).startsWith("xipline ");
  }

  @Test
  void shouldSayFirstWhatNobodyKnows() {
    assertThat(run("extract", "--ot", "out", "a.xip").err()).contains("Unknown option", "'--ot'");
    assertThat(run("connectors", "add", "--dorp=x").err()).contains("Unknown option: '--dorp=x'");
    assertThat(run("extract", "a.xip").err()).contains("Missing required option: '--to=DIR'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fly",
        "import",
        "import a.xip",
        "import a.xip --trust no-such.pem --mailboxes maildir:m --domain contoso.example",
        "import a.xip --trust ca.pem --mailboxes pop3:m --domain contoso.example",
        "import no-such.xip --trust ca.pem --mailboxes maildir:m --domain contoso.example",
        "import a.xip --trust ca.pem --mailboxes maildir:m",
        "import a.xip --trust ca.pem --mailboxes maildir:m --users no-such.csv",
        "import a.xip --trust ca.pem --mailboxes maildir:m --domain contoso.example --limit ten",
        "import a.xip --trust ca.pem --mailboxes maildir:m --domain contoso.example --connector"
            + " a/b",
        "import a.xip --trust ca.pem --mailboxes maildir:m --domain contoso.example --restage",
        "import a.xip --trust ca.pem --mailboxes maildir:m --domain contoso.example --why because",
        "verify a.xip",
        "verify no-such.xip --trust ca.pem",
        "verify a.xip --trust a.xip",
        "verify a.xip --trust ca.pem --at yesterday",
        "pack no-such -o b.xip --key no.pem --cert no.pem",
        "dead-letters",
        "dead-letters list --data no-such",
        "log --format xls",
        "log --data no-such",
        "mapping",
        "mapping dry-run a.xip --trust ca.pem",
        "mapping dry-run a.xip --trust ca.pem --domain contoso.example --limit 1MiB",
        "dead-letters dismiss --all --data no-such",
        "dead-letters dismiss --why because --data no-such",
        "dead-letters dismiss --why because --all --reason unmapped",
        "dead-letters dismiss --why because --reason laziness",
        "dead-letters dismiss --why because --address nobody",
        "dead-letters replay --all --why because",
        "dead-letters replay --all --why because --mailboxes pop3:m",
        "replay --why because --mailboxes maildir:m --data no-such",
        "replay --mailbox nobody --why because --mailboxes maildir:m --data no-such",
        "replay --archive ab --mailboxes maildir:m --data no-such",
        "replay --archive ab --why because --mailboxes maildir:m --data no-such",
        "reconcile --mailboxes maildir:m --data no-such",
        "reconcile --archive ab --mailboxes pop3:m --data no-such",
        "reconcile --archive ab --repair --mailboxes maildir:m --data no-such",
        "reconcile --archive ab --why because --mailboxes maildir:m --data no-such",
        "reconcile --archive ab --mailboxes maildir:m --data no-such"
      })
  void shouldSayInOneLineWhatIsWrongWithTheCommandLine(String line) throws Exception {
    // Given
    TestPki.writeCertificate(TestPki.root(), directory.resolve("ca.pem"));
    Files.writeString(directory.resolve("a.xip"), "not looked at");

    // When
    CommandLineRun run = run(inDirectory(line));

    // Then
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("xipline").contains("--help)");
  }

  private static CommandLineRun run(String... arguments) {
    return CommandLineRun.of(NONE, arguments);
  }

  private String[] inDirectory(String line) {
    return line.isEmpty()
        ? new String[0]
        : line.replaceAll("(\\S+\\.(xip|pem|csv)|no-such(?!\\.))", directory + "/$1").split(" ");
  }
}
