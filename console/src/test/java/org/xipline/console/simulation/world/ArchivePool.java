package org.xipline.console.simulation.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.SigningIdentity;
import org.xipline.ingest.rules.RulesSnapshot;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.record.Snapshot;
import org.xipline.schemas.record.TrustRules;

/**
 * Real archive files, made once for all seeds: their bytes, and so their ids, are the same on every
 * machine. Some are not acceptable.
 */
final class ArchivePool {
  private static final Instant SIGNED_AT = Instant.parse("2026-12-01T12:00:00Z");
  private static final int GOOD = 30;
  private static final int BAD = 4;

  /** Verified as of then, whatever the date is. */
  private static final Instant VERIFIED_AT = Instant.parse("2027-01-01T12:00:00Z");

  /**
   * An archive file.
   *
   * @param items empty where it is to be rejected
   */
  record ArchiveFile(Path path, String id, List<Item> items, int files) {

    boolean isGood() {
      return !items.isEmpty();
    }

    byte[] content() {
      try {
        return Files.readAllBytes(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Holder {
    static final ArchivePool POOL = new ArchivePool();
  }

  private final SigningIdentity signer;
  private final Path directory;
  private final List<ArchiveFile> files = new ArrayList<>();

  static ArchivePool get() {
    return Holder.POOL;
  }

  private ArchivePool() {
    try {
      signer = SigningIdentity.read(resource("signer.key"), resource("signer.pem"));
      directory = Files.createTempDirectory("xipline-simulation");
      directory.toFile().deleteOnExit();
      var population = new Population();
      for (int i = 0; i < GOOD + BAD; i++) {
        ArchiveFile file = make(directory, i, population);
        file.path().toFile().deleteOnExit();
        files.add(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path resource(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(
                  ArchivePool.class.getResource("/org/xipline/console/simulation/" + name))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private ArchiveFile make(Path directory, int number, Population population) throws IOException {
    boolean good = number < GOOD;
    List<Item> items = population.items();
    ArchiveFixture fixture =
        ArchiveFixture.create()
            .signer(signer)
            .signedAt(SIGNED_AT)
            // Read on one thread.
            .content(ArchiveFixture.ContentForm.GZIP);
    items.forEach(item -> fixture.file(item.path(), document(item)));
    int attachments = number % 3;
    for (int i = 0; i < attachments; i++) {
      fixture.file("attachments/%d.bin".formatted(i), "attachment %d of %d".formatted(i, number));
    }
    if (!good && number % 2 == 0) {
      fixture.unsigned();
    } else if (!good) {
      fixture.tamperFiles(ArchivePool::flipLastByte);
    }
    byte[] bytes = fixture.bytes();
    Path path = Files.write(directory.resolve(number + ".xip"), bytes);
    return new ArchiveFile(path, Sha256.digest(bytes).hex(), good ? items : List.of(), attachments);
  }

  private static byte[] flipLastByte(byte[] bytes) {
    bytes[bytes.length - 1] ^= 1;
    return bytes;
  }

  /** As long as its message would be, or small. */
  private static byte[] document(Item item) {
    String filling = item.claimCheck() ? "x".repeat(70_000) : "";
    return "{\"Id\":\"%s\",\"Filling\":\"%s\"}".formatted(item.id(), filling).getBytes(UTF_8);
  }

  List<ArchiveFile> files() {
    return List.copyOf(files);
  }

  /** An empty directory; the same one for each simulation that asks for this name. */
  Path emptyDirectory(String name) throws IOException {
    Path empty = Files.createDirectories(directory.resolve(name));
    empty.toFile().deleteOnExit();
    try (var left = Files.newDirectoryStream(empty)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
    return empty;
  }

  /** What good ones are signed by. */
  TrustRules trust() {
    try {
      return TrustRules.newBuilder()
          .addAnchors(ByteString.copyFrom(signer.chain().getLast().getEncoded()))
          .setAtEpochMillis(VERIFIED_AT.toEpochMilli())
          .build();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rules under which good ones are accepted, for copies that go to this server. */
  RulesSnapshot rules(String mailboxServer) {
    return new RulesSnapshot(
        Snapshot.newBuilder()
            .setMailboxServer(mailboxServer)
            .addAcceptedDomains("example.com")
            .setLimitBytes(10 << 20)
            .setTrust(trust())
            .build());
  }
}
