package org.xipline.archive.pack;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A hidden file beside another, that takes its name or goes away. */
final class StagedFile implements Closeable {
  private final Path path;
  private final FileChannel channel;

  private StagedFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static StagedFile beside(Path output) throws IOException {
    Path path =
        output.resolveSibling(".%s.%s.part".formatted(output.getFileName(), UUID.randomUUID()));
    return new StagedFile(
        path,
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  FileChannel channel() {
    return channel;
  }

  OutputStream output() {
    return Channels.newOutputStream(channel);
  }

  void append(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  void append(StagedFile other) throws IOException {
    long length = other.channel.size();
    for (long position = 0; position < length; ) {
      position += other.channel.transferTo(position, length - position, channel);
    }
  }

  /** Gives the file its name, once all of it is on disk. */
  void publishAs(Path output) throws IOException {
    channel.force(true);
    Files.move(path, output, StandardCopyOption.ATOMIC_MOVE);
    try (var directory = FileChannel.open(output.toAbsolutePath().resolveSibling(""))) {
      directory.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }
}
