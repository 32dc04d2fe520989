package org.xipline.importer.imap.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xipline.importer.imap.connection.ImapEndpoint.Security;

/** A server that greets, and then neither reads nor writes. */
@Timeout(30)
class WatchdogTest {
  private final ServerSocket mute;

  WatchdogTest() throws IOException {
    mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::greet);
  }

  private void greet() {
    try {
      Socket client = mute.accept();
      client.getOutputStream().write("* OK [CAPABILITY IMAP4rev1] here\r\n".getBytes("US-ASCII"));
    } catch (IOException _) {
      // The test is over.
    }
  }

  @AfterEach
  void closeServer() throws IOException {
    mute.close();
  }

  @Test
  void shouldCutAConnectionWhoseServerTakesNothing() {
    try (Connector connector = connector()) {
      ImapConnection connection = connected(connector);
      byte[] much = new byte[1 << 20];

      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  connection.write(much, much.length);
                }
              })
          .isInstanceOf(ConnectionLostException.class);
      assertThat(connection.isUsable()).isFalse();
    }
  }

  @Test
  void shouldNotWaitForEverForAnAnswer() {
    try (Connector connector = connector()) {
      ImapConnection connection = connected(connector);

      assertThatThrownBy(() -> connection.run("NOOP")).isInstanceOf(ConnectionLostException.class);
    }
  }

  private Connector connector() {
    return new Connector(
        new ImapEndpoint("127.0.0.1", mute.getLocalPort(), Security.NONE),
        ConnectionSettings.DEFAULT.withTimeout(Duration.ofMillis(300)),
        ServerTrust.ofTheJdk());
  }

  private static ImapConnection connected(Connector connector) {
    return switch (connector.connect()) {
      case Connecting.Connected(ImapConnection connection) -> connection;
      case Connecting.Unreachable(String detail) -> throw new AssertionError(detail);
    };
  }
}
