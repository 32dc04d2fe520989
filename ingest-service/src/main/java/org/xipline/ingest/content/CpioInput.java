package org.xipline.ingest.content;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.xipline.ingest.archive.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/** The bytes of a cpio stream, counted; to end before its trailer is an error. */
final class CpioInput implements Closeable {
  private static final int FILL_BUFFER_BYTES = 8 << 10;

  private final InputStream in;
  private long position;

  CpioInput(InputStream in) {
    this.in = in;
  }

  long position() {
    return position;
  }

  byte[] readExactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    position += bytes.length;
    if (bytes.length < length) {
      throw cut();
    }
    return bytes;
  }

  /** At least one byte. */
  int read(byte[] target, int offset, int length) throws IOException {
    int read = in.read(target, offset, length);
    if (read < 0) {
      throw cut();
    }
    position += read;
    return read;
  }

  void readZerosToEnd(int maxBytes) throws IOException {
    byte[] fill = new byte[FILL_BUFFER_BYTES];
    int total = 0;
    for (int read = in.read(fill); read >= 0; read = in.read(fill)) {
      for (int i = 0; i < read; i++) {
        if (fill[i] != 0) {
          throw malformed("something follows the trailer");
        }
      }
      position += read;
      total += read;
      if (total > maxBytes) {
        throw malformed("more than %,d zeros follow the trailer".formatted(maxBytes));
      }
    }
  }

  ArchiveRejectedException malformed(String problem) {
    return new ArchiveRejectedException(
        RejectionReason.MALFORMED_ARCHIVE,
        "the cpio content is damaged before byte %,d: %s".formatted(position, problem));
  }

  private ArchiveRejectedException cut() {
    return malformed("it ends without its trailer");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
