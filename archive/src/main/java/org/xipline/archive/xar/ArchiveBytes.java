package org.xipline.archive.xar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of an archive file. It is opened once: whatever becomes of the name afterwards, all
 * reads are of the same file. Its length is the one it had then. Safe for use by several threads.
 */
public final class ArchiveBytes implements AutoCloseable {
  private final FileChannel channel;
  private final long length;

  private ArchiveBytes(FileChannel channel, long length) {
    this.channel = channel;
    this.length = length;
  }

  public static ArchiveBytes open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new ArchiveBytes(channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  public long length() {
    return length;
  }

  /** Fills the buffer's rest with the bytes from this offset on. */
  public void read(long offset, ByteBuffer buffer) throws IOException {
    long position = offset;
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, position);
      if (count < 0) {
        throw Malformed.truncated("what was there", length, position);
      }
      position += count;
    }
  }

  /** The bytes of this part of the file, which must lie inside it. */
  public byte[] read(long offset, int count) throws IOException {
    byte[] bytes = new byte[count];
    read(offset, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /** A stream over this part of the file, which must lie inside it. Closing it does nothing. */
  public InputStream stream(long offset, long count) {
    return new PartStream(offset, count);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private final class PartStream extends InputStream {
    private long position;
    private final long end;

    PartStream(long offset, long count) {
      position = offset;
      end = offset + count;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
      if (position == end) {
        return -1;
      }
      int wanted = (int) Math.min(count, end - position);
      ArchiveBytes.this.read(position, ByteBuffer.wrap(target, from, wanted));
      position += wanted;
      return wanted;
    }
  }
}
