package org.xipline.runtime.azure;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xipline.schemas.identity.Sha256;

/** A real Azurite on a free port of this machine, its blobs in memory. */
public final class Azurite implements AutoCloseable {
  private static final String ACCOUNT = "xipline";
  private static final String KEY =
      Base64.getEncoder().encodeToString(Sha256.digest(new byte[] {1}).toByteArray());

  private final Process process;
  private final int port;

  private Azurite(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Its program, where it is installed: {@code dev/azurite} does so. */
  static Optional<Path> program() {
    String cache =
        System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
    Path script = Path.of(cache, "xipline/azurite/node_modules/azurite/dist/src/blob/main.js");
    return Optional.of(script).filter(Files::isRegularFile);
  }

  static Azurite start(Path program) throws IOException {
    int port = freePort();
    var builder =
        new ProcessBuilder(
            List.of(
                "node",
                program.toString(),
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                String.valueOf(port),
                "--inMemoryPersistence",
                "--skipApiVersionCheck",
                "--disableTelemetry",
                "--silent"));
    builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + KEY);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    var azurite = new Azurite(builder.start(), port);
    try {
      await().atMost(Duration.ofSeconds(60)).until(azurite::answers);
      return azurite;
    } catch (RuntimeException e) {
      azurite.close();
      throw e;
    }
  }

  /** Of its one account. */
  public String connectionString() {
    return "DefaultEndpointsProtocol=http;AccountName=%s;AccountKey=%s;BlobEndpoint=%s;"
        .formatted(ACCOUNT, KEY, endpoint());
  }

  /** What a process that may use it finds in its environment. */
  public Map<String, String> environment() {
    return Map.of("AZURE_STORAGE_CONNECTION_STRING", connectionString());
  }

  String endpoint() {
    return "http://127.0.0.1:" + port + "/" + ACCOUNT;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
