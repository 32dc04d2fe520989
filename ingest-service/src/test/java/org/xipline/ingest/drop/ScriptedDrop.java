package org.xipline.ingest.drop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A drop in memory. A test decides what can be read and moved, and what happens between any two
 * operations.
 */
public final class ScriptedDrop implements Drop {

  /** Called before each operation; may change the drop, throw, or look into the drop itself. */
  @FunctionalInterface
  public interface Between {
    void operations() throws IOException;
  }

  private record Stored(String content, String version) {}

  private final Map<String, Stored> files = new TreeMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Set<String> immovable = new HashSet<>();
  private final Set<String> folders = new TreeSet<>();
  private Between between = () -> {};
  private long versions;

  /** Puts a file there, or another in its place. */
  public void put(String name, String content) {
    files.put(name, new Stored(content, "v" + ++versions));
  }

  public void remove(String name) {
    files.remove(name);
  }

  /** Makes a folder that has an archive's name. */
  public void putFolder(String name) {
    folders.add(name);
  }

  public void removeFolder(String name) {
    folders.remove(name);
  }

  public void setReadable(String name, boolean readable) {
    boolean _ = readable ? unreadable.remove(name) : unreadable.add(name);
  }

  public void setMovable(String name, boolean movable) {
    boolean _ = movable ? immovable.remove(name) : immovable.add(name);
  }

  public void between(Between operations) {
    between = operations;
  }

  /** All files there, in folders too, with what they hold. */
  public Map<String, String> contents() {
    var contents = new HashMap<String, String>();
    files.forEach((name, stored) -> contents.put(name, stored.content()));
    return contents;
  }

  /** What an ingest instance finds at a location. */
  public String contentAt(String location) {
    Stored stored = files.get(location.substring("scripted:".length()));
    return stored == null ? "" : stored.content();
  }

  @Override
  public Listing list() throws IOException {
    between.operations();
    List<DropFile> listed = new ArrayList<>();
    files.forEach((name, stored) -> {
      if (!name.contains("/") && !PartialFileNames.includes(name)) {
        listed.add(new DropFile(name, stored.content().length(), stored.version()));
      }
    });
    return new Listing(
        listed, folders.stream().map(it -> new FileProblem(it, "is a folder")).toList());
  }

  @Override
  public boolean showsWholeFilesOnly() {
    return false;
  }

  @Override
  public InputStream open(DropFile file) throws IOException {
    between.operations();
    Stored stored = files.get(file.name());
    if (stored == null) {
      throw new NoSuchFileException("/drop/" + file.name());
    }
    if (unreadable.contains(file.name())) {
      throw new AccessDeniedException("/drop/" + file.name());
    }
    return new ByteArrayInputStream(stored.content().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean holds(DropFile file) throws IOException {
    between.operations();
    Stored stored = files.get(file.name());
    return stored != null && stored.version().equals(file.version());
  }

  @Override
  public String locationOf(DropFile file) {
    return "scripted:" + file.name();
  }

  @Override
  public boolean isFree(String name, DropFile file) throws IOException {
    between.operations();
    return !files.containsKey(name);
  }

  @Override
  public void move(DropFile file, String name) throws IOException {
    between.operations();
    if (immovable.contains(file.name())) {
      throw new AccessDeniedException("/drop/" + name);
    }
    Stored stored = files.get(file.name());
    if (stored != null && stored.version().equals(file.version())) {
      files.remove(file.name());
      put(name, stored.content());
    }
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    between.operations();
    put(name, new String(content, StandardCharsets.UTF_8));
  }

  @Override
  public void probe() {
    throw new UnsupportedOperationException("only real drops are probed");
  }
}
