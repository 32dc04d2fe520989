package org.xipline.ingest.drop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.xipline.runtime.azure.AzureContainer;
import org.xipline.runtime.azure.CanonicalAzureLocation;

/** Drops, and the files in them, by where they are. */
public final class Drops {
  private static final String DIRECTORY = "directory:";

  private final Map<String, String> environment;
  private final Map<String, CanonicalDropLocation> azurePlaces = new ConcurrentHashMap<>();

  /**
   * @param environment where secrets are looked for, as {@link AzureContainer#open} does
   */
  public Drops(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Opens one.
   *
   * @param location {@code directory:PATH}, or {@code azure:…} as {@link AzureContainer#open} takes
   *     it
   * @throws IllegalArgumentException if the location is none; says what to write
   * @throws IOException if it cannot be had
   */
  public Drop open(String location) throws IOException {
    requireLocation(location);
    return AzureContainer.isNamedBy(location)
        ? new AzureDrop(location, AzureContainer.open(location, environment))
        : new DirectoryDrop(directoryOf(location));
  }

  /**
   * Where a drop really is: of two locations that lead to one drop, symbolic links and all, the
   * places are equal. Does not ask Azure, and needs no drop to be there.
   *
   * @throws IllegalArgumentException as {@link #open} does
   */
  public CanonicalDropLocation placeOf(String location) {
    requireLocation(location);
    return AzureContainer.isNamedBy(location)
        ? azurePlaces.computeIfAbsent(location, this::blobsAt)
        : new CanonicalDropLocation(DIRECTORY, namesOf(realPath(directoryOf(location))));
  }

  /**
   * The location as it is to be kept: a directory's by its whole path, which means the same to
   * every process of a machine.
   *
   * @throws IllegalArgumentException as {@link #requireLocation} does
   */
  public static String wholeLocation(String location) {
    requireLocation(location);
    return AzureContainer.isNamedBy(location) ? location : DIRECTORY + directoryOf(location);
  }

  private CanonicalDropLocation blobsAt(String location) {
    CanonicalAzureLocation place = CanonicalAzureLocation.of(location, environment);
    return new CanonicalDropLocation(
        place.container(),
        place.prefix().isEmpty() ? List.of() : List.of(place.prefix().split("/")));
  }

  private static Path directoryOf(String location) {
    return Path.of(location.substring(DIRECTORY.length())).toAbsolutePath().normalize();
  }

  /** What is not there yet, or cannot be seen, counts as it is written. */
  private static Path realPath(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      Path parent = path.getParent();
      return parent == null ? path : realPath(parent).resolve(path.getFileName());
    }
  }

  private static List<String> namesOf(Path path) {
    return StreamSupport.stream(path.spliterator(), false).map(Path::toString).toList();
  }

  /**
   * Checks how a location is written.
   *
   * @throws IllegalArgumentException if no drop is named like that; says what to write
   */
  public static void requireLocation(String location) {
    requireNoSecret(location);
    if (AzureContainer.isNamedBy(location)
        || (location.startsWith(DIRECTORY) && location.length() > DIRECTORY.length())) {
      return;
    }
    throw new IllegalArgumentException(
        "not a drop: '"
            + location
            + "'; use directory:PATH, azure:CONTAINER[/PREFIX] or"
            + " azure:https://ACCOUNT.blob.core.windows.net/CONTAINER[/PREFIX]");
  }

  /**
   * The file at the location that an arrival names, on this machine.
   *
   * @return a copy that goes when it is closed, where the file is elsewhere; names nothing that
   *     exists where the file is gone
   * @throws IOException if it cannot be had now
   */
  public LocalArchive fetch(String location) throws IOException {
    if (!AzureContainer.isNamedBy(location)) {
      return new LocalArchive(Path.of(URI.create(location)), false);
    }
    int slash = location.lastIndexOf('/');
    String name = URLDecoder.decode(location.substring(slash + 1), UTF_8);
    return copyOf(open(location.substring(0, slash)), name);
  }

  private static LocalArchive copyOf(Drop drop, String name) throws IOException {
    Path copy = Files.createTempFile("xipline-archive-", ".xip");
    try {
      for (DropFile file : drop.list().files()) {
        if (file.name().equals(name)) {
          copy(drop, file, copy);
          return new LocalArchive(copy, true);
        }
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
    Files.delete(copy);
    return new LocalArchive(copy, true);
  }

  private static void copy(Drop drop, DropFile file, Path target) throws IOException {
    try (InputStream in = drop.open(file)) {
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What names a drop is kept in a topic, and shown. */
  private static void requireNoSecret(String location) {
    if (location.contains("?")) {
      throw new IllegalArgumentException(
          "the location of a drop is stored and shown: remove the signature from it, and set"
              + " AZURE_STORAGE_SAS_TOKEN");
    }
  }
}
