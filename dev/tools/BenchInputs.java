import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.ArchiveWriter;
import org.xipline.archive.pack.ChecksumStyle;
import org.xipline.archive.pack.PackSettings;
import org.xipline.archive.pack.SigningIdentity;
import org.xipline.archive.xar.ArchiveBytes;
import org.xipline.archive.xar.XarArchive;
import org.xipline.archive.xar.XarData;

/** The archives that the benchmark reads, made once: the same bytes each time, but for the keys. */
final class BenchInputs {
  private static final int FILES_A_FOLDER = 200;
  private static final int CHUNK_HEADER_BYTES = 16;
  private static final String WORDS =
      "public private static final int long byte return if else for while new class record interface import package "
          + "value index offset length count buffer stream archive entry content digest header reader writer result "
          + "the of and to in is that it not as with";

  private final Path work;
  private final SampleSource source;

  BenchInputs(Path work) throws Exception {
    this.work = Files.createDirectories(work);
    this.source = new SampleSource(work);
    if (Files.notExists(source.trustAnchor())) {
      source.makeCertificates();
    }
  }

  Path trustAnchor() {
    return source.trustAnchor();
  }

  /** A XIP of ordinary files: two parts text, two parts program code, and a little that nothing makes smaller. */
  Path mixed(int mebibytes) throws Exception {
    return packed("mixed-" + mebibytes, ChecksumStyle.SHA_1, directory -> {
      var random = new Random(42);
      try (var binaries = new RandomAccessFile(Path.of(System.getProperty("java.home"), "lib", "modules").toFile(), "r")) {
        long left = (long) mebibytes << 20;
        for (int number = 0; left > 0; number++) {
          int length = (int) Math.min(left, 1_000 + random.nextInt(40) * (long) random.nextInt(10_000));
          Path folder = Files.createDirectories(directory.resolve("d" + number / FILES_A_FOLDER));
          Files.write(folder.resolve("f" + number), content(number, length, random, binaries));
          left -= length;
        }
      }
    });
  }

  private static byte[] content(int number, int length, Random random, RandomAccessFile binaries) throws IOException {
    byte[] content = new byte[length];
    switch (number % 20) {
      case 0 -> random.nextBytes(content);
      case 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 -> fillWithText(content, random);
      default -> {
        binaries.seek((long) (random.nextDouble() * (binaries.length() - length)));
        binaries.readFully(content);
      }
    }
    return content;
  }

  private static void fillWithText(byte[] content, Random random) {
    String[] words = WORDS.split(" ");
    int at = 0;
    while (at < content.length) {
      String word = words[(int) (words.length * Math.pow(random.nextDouble(), 2))];
      String piece = word + (random.nextInt(8) == 0 ? random.nextInt(5000) + ";\n    " : " ");
      byte[] bytes = piece.getBytes(StandardCharsets.US_ASCII);
      int count = Math.min(bytes.length, content.length - at);
      System.arraycopy(bytes, 0, content, at, count);
      at += count;
    }
  }

  /** A XIP of one file that nothing makes smaller, with the digest of Apple's. */
  Path noise(int mebibytes) throws Exception {
    return packed("noise-" + mebibytes, ChecksumStyle.SHA_1, directory -> {
      var random = new java.util.SplittableRandom(7);
      byte[] piece = new byte[1 << 20];
      try (OutputStream out = Files.newOutputStream(directory.resolve("noise"))) {
        for (int i = 0; i < mebibytes; i++) {
          random.nextBytes(piece);
          out.write(piece);
        }
      }
    });
  }

  /** A signed XAR of many small files, each with a description as long as Apple's tools write it. */
  Path manyFiles(int files) throws IOException {
    Path archive = work.resolve("files-" + files + ".xar");
    if (Files.notExists(archive)) {
      System.out.printf("making %s%n", archive);
      var fixture = ArchiveFixture.create().content(ArchiveFixture.ContentForm.FILES_STORED).signer(signer());
      for (int number = 0; number < files; number++) {
        fixture.file("d%d/file-%d.txt".formatted(number / FILES_A_FOLDER, number), "content of " + number);
      }
      fixture.editToc(toc -> toc.replace("<mtime>2026-10-31T08:00:00Z</mtime>", DESCRIPTION));
      fixture.writeTo(archive);
    }
    return archive;
  }

  private static final String DESCRIPTION =
      """
      <ctime>2026-10-31T08:00:00Z</ctime>
       <mtime>2026-10-31T08:00:00Z</mtime>
       <atime>2026-10-31T08:00:00Z</atime>
       <FinderCreateTime><time>2026-10-31T08:00:00</time><nanoseconds>0</nanoseconds></FinderCreateTime>
       <group>wheel</group>
       <gid>0</gid>
       <user>root</user>
       <uid>0</uid>
       <deviceno>16777220</deviceno>
       <inode>8638471234</inode>
      """;

  private interface Filling {
    void fill(Path directory) throws Exception;
  }

  private Path packed(String name, ChecksumStyle style, Filling filling) throws Exception {
    Path archive = work.resolve(name + ".xip");
    if (Files.notExists(archive)) {
      System.out.printf("making %s%n", archive);
      Path directory = Files.createDirectories(work.resolve(name));
      filling.fill(directory);
      new ArchiveWriter(PackSettings.of(signer(), Instant.parse("2026-11-01T12:00:00Z")).withChecksumStyle(style)).write(directory, archive);
      BenchRun.delete(directory);
    }
    return archive;
  }

  private SigningIdentity signer() throws IOException {
    return SigningIdentity.read(source.key(), source.chain());
  }

  /** Where a XIP's Content is. */
  static XarData contentOf(XarArchive xar) {
    return xar.toc().files().stream().filter(file -> file.name().equals("Content")).findFirst().orElseThrow().data().orElseThrow();
  }

  /** The xz streams in a XIP, a file each. */
  List<Path> chunks(Path xip) throws IOException {
    Path directory = Files.createDirectories(work.resolve(xip.getFileName() + "-chunks"));
    var chunks = new ArrayList<Path>();
    try (ArchiveBytes bytes = ArchiveBytes.open(xip)) {
      XarArchive xar = XarArchive.read(bytes, ArchiveLimits.DEFAULT);
      XarData content = contentOf(xar);
      long end = xar.positionOf(content.range()) + content.range().length();
      long at = xar.positionOf(content.range()) + Integer.BYTES + Long.BYTES;
      while (at < end) {
        InputStream in = bytes.stream(at, end - at);
        var header = new DataInputStream(in);
        long plain = header.readLong();
        long packed = header.readLong();
        if (packed < plain) {
          chunks.add(write(directory.resolve("chunk-%03d.xz".formatted(chunks.size())), in.readNBytes((int) packed)));
        }
        at += CHUNK_HEADER_BYTES + packed;
      }
    }
    return chunks;
  }

  private static Path write(Path file, byte[] content) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
    return file;
  }
}
