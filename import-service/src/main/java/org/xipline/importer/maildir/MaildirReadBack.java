package org.xipline.importer.maildir;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.xipline.importer.mailbox.ContentDigest;
import org.xipline.importer.mailbox.CopyLocation;
import org.xipline.importer.mailbox.FiledCopy;
import org.xipline.importer.mailbox.MessageHeader;
import org.xipline.importer.mailbox.MessageLabel;

/**
 * Reads a folder back as it is: what files say counts here, not what they are called. Of equal
 * messages the one whose name is ours is shown first: it is the one that an importer knows.
 */
final class MaildirReadBack {
  private final MaildirPaths paths;
  private final FolderListing listing;

  MaildirReadBack(MaildirPaths paths, FolderListing listing) {
    this.paths = paths;
    this.listing = listing;
  }

  void survey(Consumer<FiledCopy> visitor) throws IOException {
    Set<String> fresh = new HashSet<>();
    for (boolean ours : new boolean[] {true, false}) {
      listing.forEachFile(
          paths.fresh(),
          file -> {
            if (isOurs(file) == ours) {
              fresh.add(baseName(file));
              show(file, visitor);
            }
          });
      listing.forEachFile(
          paths.seen(),
          file -> {
            if (isOurs(file) == ours && !hasMovedHere(file, fresh)) {
              show(file, visitor);
            }
          });
    }
  }

  /** Whether a mail client has moved a file that was shown already. */
  private boolean hasMovedHere(Path file, Set<String> shown) {
    String name = baseName(file);
    return shown.contains(name) && !Files.exists(paths.fresh().resolve(name));
  }

  private static boolean isOurs(Path file) {
    return MessageFileName.fingerprintIn(baseName(file)).isPresent();
  }

  private void show(Path file, Consumer<FiledCopy> visitor) throws IOException {
    Optional<MessageLabel> label = withContent(file, MessageHeader::labelOf).flatMap(it -> it);
    if (label.isPresent()) {
      String place = paths.folder().relativize(file).toString();
      visitor.accept(new FiledCopy(CopyLocation.ofFile(place), label.get()));
    }
  }

  void digest(Collection<CopyLocation> places, BiConsumer<CopyLocation, ContentDigest> visitor)
      throws IOException {
    for (CopyLocation place : places) {
      Path file = paths.folder().resolve(place.file());
      Optional<ContentDigest> digest = withContent(file, ContentDigest::of);
      if (digest.isPresent()) {
        visitor.accept(place, digest.get());
      }
    }
  }

  void remove(Collection<CopyLocation> places) throws IOException {
    for (CopyLocation place : places) {
      // Just this file: another of the same name may be the copy that stays.
      Files.deleteIfExists(paths.folder().resolve(place.file()));
    }
    DirectorySync.force(paths.fresh());
    DirectorySync.force(paths.seen());
  }

  /** Empty for a file that is gone. */
  private <T> Optional<T> withContent(Path file, Reading<T> reading) throws IOException {
    Optional<Path> present = whereabouts(file);
    if (present.isEmpty()) {
      return Optional.empty();
    }
    try (var in = new BufferedInputStream(Files.newInputStream(present.get()))) {
      return Optional.of(reading.of(in));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /** A mail client renames what it has seen; the base name stays. */
  private Optional<Path> whereabouts(Path file) throws IOException {
    if (Files.exists(file)) {
      return Optional.of(file);
    }
    String wanted = baseName(file);
    var found = new Path[1];
    listing.forEachFile(
        paths.seen(),
        candidate -> {
          if (baseName(candidate).equals(wanted)) {
            found[0] = candidate;
          }
        });
    return Optional.ofNullable(found[0]);
  }

  private static String baseName(Path file) {
    return MessageFileName.baseOf(file.getFileName().toString());
  }

  @FunctionalInterface
  private interface Reading<T> {
    T of(InputStream in) throws IOException;
  }
}
