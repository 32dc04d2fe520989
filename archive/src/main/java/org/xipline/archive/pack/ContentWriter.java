package org.xipline.archive.pack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;

/** Writes a directory as Content: odc cpio in pbzx. */
final class ContentWriter {
  static final int BLOCK_BYTES = 16 << 20;

  private static final int MIN_FILL_BYTES = 4 << 10;
  private static final int RECORD_BYTES = 512;

  /**
   * What was written.
   *
   * @param entries without the root
   * @param fileBytes of all files together
   */
  record Written(long entries, long fileBytes) {}

  private final CpioWriter cpio;
  private long entries;
  private long fileBytes;

  private ContentWriter(CpioWriter cpio) {
    this.cpio = cpio;
  }

  static Written write(SourceDirectory source, OutputStream out, int level) throws IOException {
    try (var pbzx = new PbzxOutputStream(out, BLOCK_BYTES, level)) {
      var writer = new ContentWriter(new CpioWriter(pbzx));
      writer.cpio.root(source.attributes());
      source.visit(writer::write);
      writer.cpio.finish(
          fillBytes(writer.cpio.position() + CpioWriter.trailerBytes(), BLOCK_BYTES));
      pbzx.finish();
      return new Written(writer.entries, writer.fileBytes);
    }
  }

  private void write(SourceEntry entry) throws IOException {
    entries++;
    switch (entry.kind()) {
      case DIRECTORY -> cpio.directory(entry.path(), entry.attributes());
      case SYMBOLIC_LINK ->
          cpio.symbolicLink(entry.path(), entry.attributes(), SourceDirectory.targetOf(entry));
      case FILE -> writeFile(entry);
    }
  }

  private void writeFile(SourceEntry entry) throws IOException {
    long sizeBytes = entry.attributes().sizeBytes();
    try (var content = Files.newInputStream(entry.file(), LinkOption.NOFOLLOW_LINKS)) {
      cpio.file(entry.path(), entry.attributes(), sizeBytes, content);
    }
    fileBytes += sizeBytes;
  }

  /**
   * Zeros behind the trailer: enough that the last chunk shrinks, and is shorter than the others.
   * Some readers take a stored last chunk, or one of full length, for something else.
   */
  static long fillBytes(long endOfTrailer, int blockBytes) {
    long end = Math.ceilDiv(endOfTrailer + MIN_FILL_BYTES, RECORD_BYTES) * (long) RECORD_BYTES;
    if (end % blockBytes < MIN_FILL_BYTES) {
      end = end / blockBytes * blockBytes + MIN_FILL_BYTES;
    }
    return end - endOfTrailer;
  }
}
