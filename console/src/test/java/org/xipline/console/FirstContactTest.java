package org.xipline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xipline.console.command.CommandLineRun;

/** Commands that deliver end at once where nobody is there to deliver to. */
class FirstContactTest {
  @TempDir private static Path directory;

  static Stream<Arguments> commandsAndPlaces() throws IOException {
    Path file = Files.writeString(directory.resolve("archive.xip"), "of no use");
    Files.writeString(directory.resolve("passwords"), "alice@contoso.example:secret\n");
    Path users =
        Files.writeString(
            directory.resolve("users.csv"), "mailbox,aliases\nalice@contoso.example,\n");
    var commands =
        List.of(
            List.of("import", file.toString(), "--policy", "apple", "--users", users.toString()),
            List.of("replay", "--archive", "ab", "--why", "test"),
            List.of("dead-letters", "replay", "--all", "--why", "test"),
            List.of("reconcile", "--archive", "ab", "--repair", "--why", "test"));
    return commands.stream()
        .flatMap(command ->
            Stream.of(
                Arguments.of(command, "imap://no-such-host.invalid:143?tls=off", "no-such-host"),
                Arguments.of(command, "imap://127.0.0.1:" + closedPort() + "?tls=off", "refused"),
                Arguments.of(command, "maildir:/proc/mail", "/proc/mail"),
                Arguments.of(command, "maildir:/proc", "cannot write to /proc")));
  }

  @ParameterizedTest
  @MethodSource("commandsAndPlaces")
  @Timeout(60)
  void shouldEndWithAClearWord(List<String> command, String mailboxes, String word) {
    var installation = new Installation(directory);
    List<String> imap =
        mailboxes.startsWith("imap")
            ? List.of("--imap-auth", "passwords:" + directory.resolve("passwords"))
            : List.of();
    CommandLineRun run =
        installation.run(
            Stream.of(command, List.of("--mailboxes", mailboxes), imap)
                .flatMap(List::stream)
                .toList());

    assertThat(run.exitCode()).as(run.err()).isOne();
    assertThat(run.err()).contains(word);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(installation.data().root()).doesNotExist();
  }

  private static int closedPort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
