package org.xipline.runtime.payload;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadFolder;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.ClaimCheck;

/**
 * Payloads as files below a directory, which the instances of a cluster may share. A file is {@link
 * PayloadHeader} and the payload's bytes; it appears under its name by a hard link, so it is whole
 * or absent, and the first writer wins.
 */
public final class DirectoryPayloadStore implements PayloadStore {
  private static final int SHARD_CHARACTERS = 2;
  private static final int PUBLISH_ATTEMPTS = 10;
  private static final int BUFFER_BYTES = 64 << 10;
  private static final Duration ABANDONED_AFTER = Duration.ofDays(2);

  private final Path root;
  private final Path staging;

  /**
   * Opens the store, creating it where it is absent.
   *
   * @param root its directory; nothing else may write to it
   */
  public DirectoryPayloadStore(Path root) throws IOException {
    this.root = root;
    this.staging = Files.createDirectories(root.resolve("staging"));
    removeAbandoned();
  }

  @Override
  public StoredPayload put(PayloadKey key, PayloadContent content) throws IOException {
    Path temporary = staging.resolve(UUID.randomUUID().toString());
    try {
      PayloadHeader header = write(temporary, content);
      boolean existed = !publish(temporary, fileOf(key));
      if (existed) {
        requireSame(key, header);
      }
      return new StoredPayload(key, header.sizeBytes(), header.sha256(), existed);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public Optional<StoredPayload> find(PayloadKey key) throws IOException {
    try (FileChannel channel = FileChannel.open(fileOf(key), READ)) {
      PayloadHeader header = PayloadHeader.read(channel);
      return Optional.of(new StoredPayload(key, header.sizeBytes(), header.sha256(), true));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public InputStream open(ClaimCheck claimCheck) throws IOException {
    var key = new PayloadKey(claimCheck.getKey());
    FileChannel channel = channelOf(key);
    channel.position(PayloadHeader.BYTES);
    return new PayloadInputStream(
        Channels.newInputStream(channel),
        key,
        claimCheck.getSizeBytes(),
        Sha256.ofByteString(claimCheck.getSha256()));
  }

  /** Takes the directories away that become empty by it. */
  @Override
  public void delete(PayloadKey key) throws IOException {
    Path file = fileOf(key);
    Files.deleteIfExists(file);
    try {
      Path above = file.getParent();
      while (above != null && !above.equals(root)) {
        Files.deleteIfExists(above);
        above = above.getParent();
      }
    } catch (DirectoryNotEmptyException _) {
      // It is still in use, and so is what is above it.
    }
  }

  @Override
  public void deleteAll(PayloadFolder folder) throws IOException {
    Path directory = root.resolve(folder.value());
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void forEach(PayloadFolder folder, PayloadVisitor visitor) throws IOException {
    Path directory = root.resolve(folder.value());
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            return visitor.visit(keyOf(file), attributes.lastModifiedTime().toInstant())
                ? FileVisitResult.CONTINUE
                : FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            return failure == null || failure instanceof NoSuchFileException
                ? FileVisitResult.CONTINUE
                : super.postVisitDirectory(visited, failure);
          }
        });
  }

  @Override
  public List<PayloadFolder> foldersIn(PayloadFolder folder) throws IOException {
    var folders = new ArrayList<PayloadFolder>();
    try (var entries = Files.newDirectoryStream(root.resolve(folder.value()), Files::isDirectory)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (name.length() > SHARD_CHARACTERS) {
          folders.add(new PayloadFolder(folder.value() + "/" + name));
        }
      }
    } catch (NoSuchFileException _) {
      return List.of();
    }
    return folders;
  }

  @Override
  public void close() {
    // Holds nothing open between calls.
  }

  private FileChannel channelOf(PayloadKey key) throws IOException {
    try {
      return FileChannel.open(fileOf(key), READ);
    } catch (NoSuchFileException _) {
      throw new PayloadMissingException("no payload " + key + " in " + root);
    }
  }

  private static PayloadHeader write(Path file, PayloadContent content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      channel.position(PayloadHeader.BYTES);
      var digesting =
          new DigestOutputStream(Channels.newOutputStream(channel), Sha256.newMessageDigest());
      OutputStream out = new BufferedOutputStream(digesting, BUFFER_BYTES);
      content.writeTo(out);
      out.flush();
      var header =
          new PayloadHeader(
              channel.position() - PayloadHeader.BYTES,
              Sha256.of(digesting.getMessageDigest().digest()));
      channel.write(header.toBytes(), 0);
      channel.force(true);
      return header;
    }
  }

  /** Whether this call made the payload visible; false if it was there. */
  private static boolean publish(Path temporary, Path file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return publishOnce(temporary, file);
      } catch (NoSuchFileException e) {
        // Its directory became empty just now, and was taken away.
        if (attempt == PUBLISH_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static boolean publishOnce(Path temporary, Path file) throws IOException {
    Path directory = file.getParent();
    Files.createDirectories(directory);
    try {
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException _) {
      return false;
    }
    try (FileChannel entry = FileChannel.open(directory, READ)) {
      entry.force(true);
    }
    return true;
  }

  private void requireSame(PayloadKey key, PayloadHeader written) throws IOException {
    StoredPayload present =
        find(key).orElseThrow(() -> new PayloadMissingException("payload " + key + " vanished"));
    if (!present.sha256().equals(written.sha256())) {
      throw new PayloadConflictException(
          "payload "
              + key
              + " exists with digest "
              + present.sha256()
              + ", not "
              + written.sha256());
    }
  }

  /** What a killed process left; a running one finishes long before. */
  private void removeAbandoned() throws IOException {
    Instant limit = Instant.now().minus(ABANDONED_AFTER);
    try (var files = Files.newDirectoryStream(staging)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private PayloadKey keyOf(Path file) {
    Path relative = root.relativize(file);
    Path folder = relative.subpath(0, relative.getNameCount() - 2);
    return new PayloadKey(
        folder.toString().replace(File.separatorChar, '/') + "/" + file.getFileName());
  }

  /**
   * {@code entries/ab12…} becomes {@code entries/…/ab/ab12…}: no directory grows past reason. The
   * names of folders are longer than that.
   */
  private Path fileOf(PayloadKey key) {
    int slash = key.value().lastIndexOf('/');
    String name = key.value().substring(slash + 1);
    String shard = name.substring(0, Math.min(SHARD_CHARACTERS, name.length()));
    return root.resolve(key.value().substring(0, slash)).resolve(shard).resolve(name);
  }

  /**
   * What stands before a payload's bytes in its file.
   *
   * @param sizeBytes of the payload
   * @param sha256 of the payload
   */
  private record PayloadHeader(long sizeBytes, Sha256 sha256) {
    private static final long MAGIC = 0x7869_7061_796c_3031L; // "xipayl01"
    static final int BYTES = 8 + 8 + 32;

    ByteBuffer toBytes() {
      return ByteBuffer.allocate(BYTES)
          .putLong(MAGIC)
          .putLong(sizeBytes)
          .put(sha256.toByteArray())
          .flip();
    }

    static PayloadHeader read(FileChannel channel) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(BYTES);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // A file channel may give less than asked for.
      }
      bytes.flip();
      if (bytes.remaining() < BYTES || bytes.getLong() != MAGIC) {
        throw new PayloadDamagedException("a file of the payload store has no valid header");
      }
      long sizeBytes = bytes.getLong();
      byte[] digest = new byte[32];
      bytes.get(digest);
      return new PayloadHeader(sizeBytes, Sha256.of(digest));
    }
  }
}
