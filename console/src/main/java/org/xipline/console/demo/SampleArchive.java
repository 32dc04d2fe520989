package org.xipline.console.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.xipline.archive.pack.ArchiveWriter;
import org.xipline.archive.pack.PackSettings;

/**
 * A signed archive, the certificate of the CA to trust for it, and the directory of users that goes
 * with it.
 */
public record SampleArchive(Path archive, Path authority, Path users) {

  /** Those below a directory; made where they are absent. */
  public static SampleArchive in(Path directory) throws IOException {
    SampleArchive sample = namesIn(directory);
    if (!Files.exists(sample.archive)) {
      Path source = directory.resolve("source");
      SampleItems.write(source);
      SampleItems.writeUsers(sample.users);
      sample.sign(source);
    }
    return sample;
  }

  /** Those below a directory, made of other files; there are no users then. */
  public static SampleArchive of(Path source, Path directory) throws IOException {
    SampleArchive sample = namesIn(directory);
    sample.sign(source);
    return sample;
  }

  private static SampleArchive namesIn(Path directory) {
    return new SampleArchive(
        directory.resolve("sample.xip"),
        directory.resolve("demo-ca.pem"),
        directory.resolve("users.csv"));
  }

  private void sign(Path source) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    DemoSigner signer = DemoSigner.create(now);
    signer.writeAuthority(authority);
    new ArchiveWriter(PackSettings.of(signer.identity(), now)).write(source, archive);
  }
}
