package org.xipline.ingest.drop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A drop of a simulation: in memory, each operation a step. What lies in it is mirrored in a
 * directory, where ingest reads archives.
 */
public final class SimulatedDrop implements Drop {
  private record Stored(byte[] content, String version) {}

  private final Path mirror;
  private final Runnable step;
  private final Map<String, Stored> files = new TreeMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private boolean reachable = true;
  private long versions;

  /**
   * @param mirror an empty directory
   * @param step called before each operation
   */
  public SimulatedDrop(Path mirror, Runnable step) {
    this.mirror = mirror;
    this.step = step;
  }

  /** Puts a file there, or another in its place. */
  public void put(String name, byte[] content) {
    files.put(name, new Stored(content, "v" + ++versions));
    reflect(name);
  }

  /** Takes a file away. */
  public Optional<byte[]> remove(String name) {
    Optional<byte[]> content = contentOf(name);
    files.remove(name);
    reflect(name);
    return content;
  }

  /** While it is not, neither pollers nor ingest can read it. */
  public void setReadable(String name, boolean readable) {
    boolean _ = readable ? unreadable.remove(name) : unreadable.add(name);
    reflect(name);
  }

  /** While it is not, nothing can be listed, asked or moved. */
  public void setReachable(boolean now) {
    reachable = now;
  }

  /** The names of all files in it, in the folders too. */
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  public Optional<byte[]> contentOf(String name) {
    return Optional.ofNullable(files.get(name)).map(Stored::content);
  }

  private void reflect(String name) {
    if (name.contains("/")) {
      return;
    }
    try {
      Stored stored = files.get(name);
      if (stored == null || unreadable.contains(name)) {
        Files.deleteIfExists(reflectionOf(name));
      } else {
        Files.write(reflectionOf(name), stored.content());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path reflectionOf(String name) {
    return mirror.resolve(URLEncoder.encode(name, StandardCharsets.UTF_8));
  }

  private void call() throws IOException {
    step.run();
    if (!reachable) {
      throw new IOException("the file system does not answer");
    }
  }

  private Optional<Stored> find(DropFile file) {
    return Optional.ofNullable(files.get(file.name()))
        .filter(it -> it.version().equals(file.version()));
  }

  @Override
  public Listing list() throws IOException {
    call();
    var listed = new ArrayList<DropFile>();
    files.forEach((name, stored) -> {
      if (!name.contains("/") && !PartialFileNames.includes(name)) {
        listed.add(new DropFile(name, stored.content().length, stored.version()));
      }
    });
    return Listing.of(listed);
  }

  @Override
  public boolean showsWholeFilesOnly() {
    return false;
  }

  @Override
  public InputStream open(DropFile file) throws IOException {
    call();
    Stored stored = files.get(file.name());
    if (stored == null) {
      throw new NoSuchFileException(file.name());
    }
    if (unreadable.contains(file.name())) {
      throw new AccessDeniedException(file.name());
    }
    return new ByteArrayInputStream(stored.content());
  }

  @Override
  public boolean holds(DropFile file) throws IOException {
    call();
    return find(file).isPresent();
  }

  @Override
  public String locationOf(DropFile file) {
    return reflectionOf(file.name()).toUri().toString();
  }

  @Override
  public boolean isFree(String name, DropFile file) throws IOException {
    call();
    return !files.containsKey(name);
  }

  @Override
  public void move(DropFile file, String name) throws IOException {
    call();
    Optional<Stored> stored = find(file);
    if (stored.isPresent()) {
      remove(file.name());
      put(name, stored.get().content());
    }
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    call();
    put(name, content);
  }

  @Override
  public void probe() {
    throw new UnsupportedOperationException("only real drops are probed");
  }
}
