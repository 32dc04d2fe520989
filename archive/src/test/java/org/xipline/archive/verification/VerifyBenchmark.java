package org.xipline.archive.verification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.ArchiveFixture.ContentForm;
import org.xipline.archive.pack.TestPki;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.archive.xar.ArchiveBytes;
import org.xipline.archive.xar.XarArchive;

/** What is done before the first entry is read: signatures, tables of contents, digests. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class VerifyBenchmark {
  private static final int FILES = 5_000;
  private static final int LARGE_BYTES = 64 << 20;

  private final ArchiveVerifier verifier =
      new ArchiveVerifier(
          VerificationPolicy.trusting(List.of(TestPki.root().leaf()))
              .withAt(ArchiveFixture.SIGNED_AT),
          ArchiveLimits.DEFAULT);
  private Path folder = Path.of("");
  private Path small = folder;
  private Path manyFiles = folder;
  private Path large = folder;

  /** Makes the archives. */
  @Setup
  public void makeArchives() throws IOException {
    folder = Files.createTempDirectory("xipline-benchmark-");
    small = ArchiveFixture.create().file("a", "x").writeTo(folder.resolve("small.xip"));
    ArchiveFixture many = ArchiveFixture.create().content(ContentForm.FILES_STORED);
    for (int i = 0; i < FILES; i++) {
      many.file("d%d/f%d".formatted(i / 100, i), "content of " + i);
    }
    manyFiles = many.writeTo(folder.resolve("many.xar"));
    large =
        ArchiveFixture.create()
            .content(ContentForm.FILES_STORED)
            .file("large", new byte[LARGE_BYTES])
            .writeTo(folder.resolve("large.xar"));
  }

  /** Removes them. */
  @TearDown
  public void removeArchives() throws IOException {
    for (Path file : List.of(small, manyFiles, large, folder)) {
      Files.delete(file);
    }
  }

  /** Both signatures, the path of certificates, and next to no content. */
  @Benchmark
  public Verification signatures() throws IOException {
    return verified(small);
  }

  /** 64 MiB hashed twice. */
  @Benchmark
  public Verification digests() throws IOException {
    return verified(large);
  }

  /** A table of contents of 5,000 files. */
  @Benchmark
  public XarArchive tableOfContents() throws IOException {
    try (ArchiveBytes bytes = ArchiveBytes.open(manyFiles)) {
      return XarArchive.read(bytes, ArchiveLimits.DEFAULT);
    }
  }

  private Verification verified(Path file) throws IOException {
    Verification verification = verifier.verify(file);
    if (verification instanceof Verification.Trusted(var archive)) {
      archive.close();
      return verification;
    }
    throw new IllegalStateException("a good archive was rejected: " + verification);
  }
}
