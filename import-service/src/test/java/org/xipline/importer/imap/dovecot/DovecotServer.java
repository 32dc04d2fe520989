package org.xipline.importer.imap.dovecot;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.imap.authentication.Credentials;
import org.xipline.importer.imap.authentication.MasterUser;
import org.xipline.importer.imap.connection.ImapEndpoint;
import org.xipline.importer.imap.connection.ImapEndpoint.Security;
import org.xipline.runtime.settings.Secret;
import org.xipline.schemas.identity.EmailAddress;

/**
 * A Dovecot on free ports of the loopback interface. Every address of contoso.example is a mailbox
 * with the password {@code secret}; the master user may be each of them.
 */
public final class DovecotServer implements AutoCloseable {
  /** A mailbox with room for 64 KiB. */
  public static final EmailAddress FULL = new EmailAddress("full@" + DovecotConfiguration.DOMAIN);

  public static final String MASTER = DovecotConfiguration.MASTER;
  public static final String MASTER_PASSWORD = DovecotConfiguration.MASTER_PASSWORD;
  public static final String PASSWORD = DovecotConfiguration.PASSWORD;

  /** What no message may exceed, in bytes. */
  public static final int MAX_MAIL_BYTES = 2 << 20;

  private static final Duration UP = Duration.ofSeconds(20);
  private static final String PROGRAM = "dovecot";

  private final Path base;
  private final int port;
  private final int tlsPort;
  private final TestCertificates certificates;
  private final TokenIssuer tokens;
  private @Nullable Process process;

  private DovecotServer(Path base) throws IOException {
    this.base = base;
    this.port = freePort();
    this.tlsPort = freePort();
    this.certificates = TestCertificates.writtenTo(base);
    this.tokens = TokenIssuer.trustedIn(base.resolve("keys"));
  }

  /** Where the program is; empty if it is not installed. */
  public static Optional<Path> program() {
    Stream<String> folders =
        Stream.concat(
            Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"));
    return folders.map(folder -> Path.of(folder, PROGRAM)).filter(Files::isExecutable).findFirst();
  }

  /** Starts a server whose files are in an empty directory. */
  public static DovecotServer startIn(Path base) throws IOException {
    var server = new DovecotServer(base);
    server.writeFiles();
    server.start();
    return server;
  }

  private void writeFiles() throws IOException {
    var configuration = new DovecotConfiguration(base, port, tlsPort, certificates);
    Path mail = Files.createDirectory(base.resolve("mail"));
    // Its processes run as users of their own.
    Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
    if (DovecotConfiguration.isRoot()) {
      var users = base.getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(mail, users.lookupPrincipalByName(DovecotConfiguration.mailUser()));
    }
    Files.writeString(base.resolve("dovecot.conf"), configuration.text());
    Files.writeString(base.resolve("oauth2.conf"), configuration.oauth2());
    Files.writeString(base.resolve("master"), configuration.master());
    Files.writeString(base.resolve("users"), configuration.users(FULL.value()));
  }

  /** Starts it, or starts it again on the same ports. */
  public void start() {
    await().atMost(UP).ignoreException(IOException.class).until(this::runsAndAnswers);
  }

  /** After a kill, a process of it may still be there, so that it does not start at once. */
  private boolean runsAndAnswers() throws IOException {
    if (process == null || !process.isAlive()) {
      process = launch();
    }
    return answers();
  }

  private Process launch() throws IOException {
    Path program = program().orElseThrow(() -> new IOException("no dovecot"));
    return new ProcessBuilder(
            program.toString(), "-F", "-c", base.resolve("dovecot.conf").toString())
        .redirectErrorStream(true)
        .redirectOutput(base.resolve("out.log").toFile())
        .start();
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() == '*';
    } catch (IOException _) {
      return false;
    }
  }

  /** Stops it as an operator would, sessions and all. */
  public void stop() {
    Process running = process;
    if (running != null) {
      running.destroy();
      try {
        if (!running.waitFor(UP.toMillis(), TimeUnit.MILLISECONDS)) {
          running.descendants().forEach(ProcessHandle::destroyForcibly);
          running.destroyForcibly();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      process = null;
    }
  }

  /** Kills it, sessions and all, in the middle of whatever it does. */
  public void kill() {
    Process running = process;
    if (running != null) {
      List<ProcessHandle> descendants = running.descendants().toList();
      // It first, else it starts others for those that end.
      running.destroyForcibly().onExit().join();
      descendants.forEach(ProcessHandle::destroyForcibly);
      process = null;
    }
  }

  /** What it has logged. */
  public String log() {
    try {
      Path log = base.resolve("dovecot.log");
      return (Files.exists(log) ? Files.readString(log) : "")
          + Files.readString(base.resolve("out.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  public int port() {
    return port;
  }

  public int tlsPort() {
    return tlsPort;
  }

  public Path authority() {
    return certificates.authority();
  }

  public TokenIssuer tokens() {
    return tokens;
  }

  /** Without TLS. */
  public ImapEndpoint endpoint() {
    return new ImapEndpoint("127.0.0.1", port, Security.NONE);
  }

  public Credentials master() {
    return new MasterUser(MASTER, new Secret(MASTER_PASSWORD));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
