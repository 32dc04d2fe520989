package org.xipline.archive.pack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds odc cpio streams member by member, right or wrong. */
public final class CpioFixture {
  public static final int FILE = 0100644;
  public static final int DIRECTORY = 0040755;
  public static final int SYMBOLIC_LINK = 0120755;
  public static final long MODIFIED = 1_700_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int inode;

  public CpioFixture file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  public CpioFixture file(String name, byte[] content) {
    return member(name, FILE, content);
  }

  public CpioFixture directory(String name) {
    return member(name, DIRECTORY, new byte[0]);
  }

  public CpioFixture symbolicLink(String name, String target) {
    return member(name, SYMBOLIC_LINK, target.getBytes(StandardCharsets.UTF_8));
  }

  public CpioFixture member(String name, int mode, byte[] content) {
    return member(name, mode, inode++, 1, content);
  }

  public CpioFixture member(String name, int mode, int inodeNumber, int links, byte[] content) {
    byte[] nameBytes = (name + '\0').getBytes(StandardCharsets.UTF_8);
    return raw(header(mode, inodeNumber, links, nameBytes.length, content.length))
        .raw(nameBytes)
        .raw(content);
  }

  public CpioFixture trailer() {
    return member("TRAILER!!!", 0, new byte[0]);
  }

  public CpioFixture raw(byte[] more) {
    bytes.writeBytes(more);
    return this;
  }

  /** What was added so far. */
  public byte[] bytes() {
    return bytes.toByteArray();
  }

  public static byte[] header(int mode, int inode, int links, int nameBytes, long fileBytes) {
    return "070707%06o%06o%06o%06o%06o%06o%06o%011o%06o%011o"
        .formatted(0, inode & 0777777, mode, 0, 0, links, 0, MODIFIED, nameBytes, fileBytes)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
