package org.xipline.archive.content;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.Quoted;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.reason.RejectionReason;

/**
 * The rules that the paths of one archive's entries obey, alone and towards one another. Every
 * reader asks them about every entry, in archive order, before it yields the entry.
 *
 * <p>Alone: relative; no segment empty, {@code .} or {@code ..}; no control character, so no NUL
 * and nothing that forges a log line; no backslash and no drive letter, which are separators and
 * roots elsewhere ({@code :} itself is fine: times stand in names); at most 255 characters a
 * segment and 4,096 bytes a path.
 *
 * <p>Towards one another, compared after Unicode NFC: no path twice; whatever has entries below it
 * is a directory, which the archive may leave unsaid, or say later. A symbolic link has nothing
 * below it, and no other entry's path is its own but for case, since a volume that ignores case
 * would write the one through the other. Other paths may differ in case alone, unless the limits
 * forbid.
 */
public final class PathRules {
  private static final int MAX_SEGMENT_CHARS = 255;
  private static final int MAX_PATH_BYTES = 4_096;
  private static final int MAX_BYTES_A_CHAR = 3;

  private final ArchiveLimits limits;
  private final PathTable exact = new PathTable();
  private final PathTable caseFolded = new PathTable();
  private final PathFingerprints fingerprints = new PathFingerprints();
  private String lastParent = "";

  public PathRules(ArchiveLimits limits) {
    this.limits = limits;
  }

  /**
   * Admits the next entry of the archive.
   *
   * @param path as the archive says, {@code /}-separated; a reader that knows names only joins
   *     them, after {@link #requireName}
   * @throws ArchiveRejectedException {@code UNSAFE_ENTRY}, or {@code ARCHIVE_TOO_LARGE} for one
   *     folder too many
   */
  public EntryPath admit(String path, EntryKind kind) throws ArchiveRejectedException {
    requireSafe(path);
    var entryPath = new EntryPath(path);
    admitParent(entryPath.value());
    admitItself(entryPath.value(), kind);
    return entryPath;
  }

  /**
   * Refuses what cannot be one segment of a path: a name with a slash in it, or one that {@link
   * #admit} would refuse.
   */
  public static void requireName(String name) throws ArchiveRejectedException {
    if (name.indexOf('/') >= 0) {
      throw unsafe("a name holds a slash", name);
    }
    requireSafeSegment(name, 0, name.length());
  }

  /** The text in these bytes, which must be valid UTF-8 to the last one. */
  public static String decodeUtf8(byte[] name) throws ArchiveRejectedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException e) {
      var readable = new String(name, StandardCharsets.ISO_8859_1);
      throw unsafe("a name is not UTF-8", readable, e);
    }
  }

  private void requireSafe(String path) throws ArchiveRejectedException {
    if (path.startsWith("/")) {
      throw unsafe("a path is absolute", path);
    }
    if (path.length() > MAX_PATH_BYTES / MAX_BYTES_A_CHAR && !fits(path)) {
      throw unsafe("a path has more than %,d bytes".formatted(MAX_PATH_BYTES), path);
    }
    if (foldersIn(path) > limits.maxDepth()) {
      throw tooLarge("a path has more than %d folders".formatted(limits.maxDepth()), path);
    }
    int begin = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', begin)) {
      requireSafeSegment(path, begin, slash);
      begin = slash + 1;
    }
    requireSafeSegment(path, begin, path.length());
    if (startsWithDrive(path)) {
      throw unsafe("a path starts with a drive letter", path);
    }
  }

  private static boolean fits(String path) {
    return path.length() <= MAX_PATH_BYTES
        && path.getBytes(StandardCharsets.UTF_8).length <= MAX_PATH_BYTES;
  }

  private static int foldersIn(String path) {
    int folders = 0;
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '/') {
        folders++;
      }
    }
    return folders;
  }

  private static void requireSafeSegment(String path, int begin, int end)
      throws ArchiveRejectedException {
    if (begin == end) {
      throw unsafe("a path has an empty segment", path);
    }
    if (isDots(path, begin, end)) {
      throw unsafe("a path has the segment " + path.substring(begin, end), path);
    }
    if (end - begin > MAX_SEGMENT_CHARS) {
      throw unsafe("a name has more than %d characters".formatted(MAX_SEGMENT_CHARS), path);
    }
    if (path.indexOf('\\', begin, end) >= 0) {
      throw unsafe("a name holds a backslash", path);
    }
    for (int i = begin; i < end; i++) {
      char c = path.charAt(i);
      if (Character.isISOControl(c)) {
        throw unsafe("a name holds a control character", path);
      }
      if (Character.isSurrogate(c) && !isPaired(path, i, begin, end)) {
        throw unsafe("a name is not Unicode", path);
      }
    }
  }

  private static boolean isDots(String path, int begin, int end) {
    return path.charAt(begin) == '.'
        && (end - begin == 1 || (end - begin == 2 && path.charAt(begin + 1) == '.'));
  }

  private static boolean isPaired(String path, int at, int begin, int end) {
    char c = path.charAt(at);
    return (at > begin && Character.isSurrogatePair(path.charAt(at - 1), c))
        || (at + 1 < end && Character.isSurrogatePair(c, path.charAt(at + 1)));
  }

  private static boolean startsWithDrive(String path) {
    return path.length() > 1
        && path.charAt(1) == ':'
        && Character.toLowerCase(path.charAt(0)) >= 'a'
        && Character.toLowerCase(path.charAt(0)) <= 'z';
  }

  private void admitParent(String path) throws ArchiveRejectedException {
    int length = Math.max(0, path.lastIndexOf('/'));
    if (length == lastParent.length() && path.startsWith(lastParent)) {
      return;
    }
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      admitFolder(path.substring(0, slash), path);
    }
    lastParent = path.substring(0, length);
  }

  private void admitFolder(String folder, String path) throws ArchiveRejectedException {
    PathKeys keys = keysOf(folder);
    if (caseFolded.get(keys.caseFolded()) == PathMark.SYMBOLIC_LINK) {
      throw unsafe("a path goes through a symbolic link", path);
    }
    switch (exact.get(keys.exact())) {
      case DIRECTORY, IMPLIED_DIRECTORY -> {}
      case FILE, SYMBOLIC_LINK -> throw unsafe("a path goes through a file", path);
      case ABSENT -> {
        requireNoCaseCollision(folder, keys);
        remember(folder, keys, PathMark.IMPLIED_DIRECTORY);
      }
    }
  }

  private void admitItself(String path, EntryKind kind) throws ArchiveRejectedException {
    PathKeys keys = keysOf(path);
    PathMark known = exact.get(keys.exact());
    if (known == PathMark.IMPLIED_DIRECTORY && kind == EntryKind.DIRECTORY) {
      exact.put(keys.exact(), PathMark.DIRECTORY);
      return;
    }
    if (known != PathMark.ABSENT) {
      throw unsafe("a path occurs twice", path);
    }
    PathMark similar = caseFolded.get(keys.caseFolded());
    if (similar == PathMark.SYMBOLIC_LINK
        || (similar != PathMark.ABSENT && kind == EntryKind.SYMBOLIC_LINK)) {
      throw unsafe("a path differs in case alone from another, and one is a symbolic link", path);
    }
    requireNoCaseCollision(path, keys);
    remember(path, keys, markOf(kind));
  }

  private void requireNoCaseCollision(String path, PathKeys keys) throws ArchiveRejectedException {
    if (limits.refuseCaseCollisions() && caseFolded.get(keys.caseFolded()) != PathMark.ABSENT) {
      throw unsafe("a path differs in case alone from another", path);
    }
  }

  private void remember(String path, PathKeys keys, PathMark mark) throws ArchiveRejectedException {
    if (exact.size() >= 2 * limits.maxEntries()) {
      throw tooLarge("it has more than %,d paths".formatted(2 * limits.maxEntries()), path);
    }
    exact.put(keys.exact(), mark);
    caseFolded.put(keys.caseFolded(), mark);
  }

  /** What a path is known by in the two tables. */
  private record PathKeys(long exact, long caseFolded) {}

  private PathKeys keysOf(String path) {
    String folded = foldCase(path);
    long exactKey = fingerprints.of(path);
    return new PathKeys(exactKey, folded.equals(path) ? exactKey : fingerprints.of(folded));
  }

  private static PathMark markOf(EntryKind kind) {
    return switch (kind) {
      case FILE -> PathMark.FILE;
      case DIRECTORY -> PathMark.DIRECTORY;
      case SYMBOLIC_LINK -> PathMark.SYMBOLIC_LINK;
    };
  }

  private static String foldCase(String path) {
    if (isAscii(path)) {
      return path.toLowerCase(Locale.ROOT);
    }
    String folded = path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private static boolean isAscii(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static ArchiveRejectedException unsafe(String problem, String path) {
    return new ArchiveRejectedException(
        RejectionReason.UNSAFE_ENTRY, problem + ": " + Quoted.path(path));
  }

  private static ArchiveRejectedException unsafe(String problem, String path, Throwable cause) {
    return new ArchiveRejectedException(
        RejectionReason.UNSAFE_ENTRY, problem + ": " + Quoted.path(path), cause);
  }

  private static ArchiveRejectedException tooLarge(String problem, String path) {
    return new ArchiveRejectedException(
        RejectionReason.ARCHIVE_TOO_LARGE, problem + ": " + Quoted.path(path));
  }
}
