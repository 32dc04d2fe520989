package org.xipline.console.pipeline;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Sees to it that one process at a time works on a data directory; a killed one holds nothing. */
final class DataLock implements AutoCloseable {
  private static final int MAX_PID_BYTES = 20;

  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the directory, creating it where it is absent.
   *
   * @throws DataDirectoryBusyException if another process has it
   */
  static DataLock take(DataDirectory data) throws IOException {
    Path file = data.lockFile();
    Files.createDirectories(data.root());
    FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
    if (tryLock(channel) == null) {
      try (channel) {
        throw new DataDirectoryBusyException(data, read(channel));
      }
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)));
    return new DataLock(channel);
  }

  /** Whether a process has it, this one included. */
  static boolean isTaken(DataDirectory data) throws IOException {
    if (!data.lockFile().toFile().exists()) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(data.lockFile(), READ, WRITE)) {
      return tryLock(channel) == null;
    }
  }

  /** Gives the lock back. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(MAX_PID_BYTES);
    channel.read(pid, 0);
    return new String(pid.array(), 0, pid.position(), US_ASCII).strip();
  }
}
