package org.xipline.archive.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes an odc cpio stream as Apple's writer does: device 0, a counter for inodes, owner 0, the
 * root as {@code .}, names with {@code ./}.
 *
 * @see "cpio(5), Portable ASCII Format"
 */
final class CpioWriter {
  static final long MAX_FILE_BYTES = (8L << 30) - 1;

  private static final String TRAILER = "TRAILER!!!";
  private static final int TYPE_FILE = 0100000;
  private static final int TYPE_DIRECTORY = 0040000;
  private static final int TYPE_SYMBOLIC_LINK = 0120000;
  private static final int LINK_MODE = 0755;
  private static final int INODE_MASK = 0777777;
  private static final long MAX_SECONDS = (1L << 33) - 1;
  private static final int COPY_BYTES = 64 << 10;

  private final OutputStream out;
  private final byte[] copyBuffer = new byte[COPY_BYTES];
  private int inode;
  private long position;

  CpioWriter(OutputStream out) {
    this.out = out;
  }

  /** Bytes written so far. */
  long position() {
    return position;
  }

  void root(SourceEntry.Attributes attributes) throws IOException {
    header(".", TYPE_DIRECTORY | attributes.permissions(), attributes.modifiedSeconds(), 0);
  }

  void directory(String path, SourceEntry.Attributes attributes) throws IOException {
    header("./" + path, TYPE_DIRECTORY | attributes.permissions(), attributes.modifiedSeconds(), 0);
  }

  void symbolicLink(String path, SourceEntry.Attributes attributes, String target)
      throws IOException {
    byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
    header("./" + path, TYPE_SYMBOLIC_LINK | LINK_MODE, attributes.modifiedSeconds(), bytes.length);
    write(bytes, bytes.length);
  }

  /**
   * @throws PackException if the content has another length than said
   */
  void file(String path, SourceEntry.Attributes attributes, long sizeBytes, InputStream content)
      throws IOException {
    header(
        "./" + path, TYPE_FILE | attributes.permissions(), attributes.modifiedSeconds(), sizeBytes);
    long copied = 0;
    for (int read = content.read(copyBuffer); read >= 0; read = content.read(copyBuffer)) {
      copied += read;
      if (copied > sizeBytes) {
        break;
      }
      write(copyBuffer, read);
    }
    if (copied != sizeBytes) {
      throw new PackException("%s changed while it was packed".formatted(path));
    }
  }

  /** Ends the stream, with this many zeros behind it. */
  void finish(long fillBytes) throws IOException {
    member(TRAILER, 0, 0, 0, 0);
    byte[] zeros = new byte[COPY_BYTES];
    for (long left = fillBytes; left > 0; left -= zeros.length) {
      write(zeros, (int) Math.min(left, zeros.length));
    }
  }

  /** What {@link #finish} writes in front of the zeros. */
  static int trailerBytes() {
    return 76 + TRAILER.length() + 1;
  }

  private void header(String name, int mode, long modifiedSeconds, long sizeBytes)
      throws IOException {
    member(name, inode++ & INODE_MASK, mode, modifiedSeconds, sizeBytes);
  }

  private void member(String name, int inode, int mode, long modifiedSeconds, long sizeBytes)
      throws IOException {
    byte[] nameBytes = (name + '\0').getBytes(StandardCharsets.UTF_8);
    String header =
        "070707%06o%06o%06o%06o%06o%06o%06o%011o%06o%011o"
            .formatted(
                0,
                inode,
                mode,
                0,
                0,
                1,
                0,
                Math.clamp(modifiedSeconds, 0, MAX_SECONDS),
                nameBytes.length,
                sizeBytes);
    byte[] headerBytes = header.getBytes(StandardCharsets.US_ASCII);
    write(headerBytes, headerBytes.length);
    write(nameBytes, nameBytes.length);
  }

  private void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    position += length;
  }
}
