package org.xipline.schemas.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.Sha256;

/**
 * Name of one payload in the payload store. Names are deterministic, so a stage that is repeated
 * after a crash finds what it staged before.
 *
 * @param value lower-case ASCII, {@code /}-separated: valid as a blob name and as a file path
 */
public record PayloadKey(String value) {
  /** The folders that hold something of each archive: its contents, its list, its marks. */
  public static final PayloadFolder ENTRIES = new PayloadFolder("entries");

  public static final PayloadFolder MANIFESTS = new PayloadFolder("manifests");
  public static final PayloadFolder STAGINGS = new PayloadFolder("stagings");

  private static final Pattern SHAPE = Pattern.compile("[0-9a-z._-]+(/[0-9a-z._-]+)+");

  public PayloadKey {
    if (!SHAPE.matcher(value).matches() || value.contains("..")) {
      throw new IllegalArgumentException("not a payload key: " + value);
    }
  }

  /** The content of an entry: {@code entries/<archive>/<SHA-256 of the path>}. */
  public static PayloadKey ofEntry(ArchiveId archive, EntryPath path) {
    return entriesOf(archive).key(digestOf(path.value()));
  }

  /** Where the contents of an archive's entries are. */
  public static PayloadFolder entriesOf(ArchiveId archive) {
    return new PayloadFolder(ENTRIES.value() + "/" + archive.hex());
  }

  /** The list of an archive's entries: {@code manifests/<archive>}. */
  public static PayloadKey ofManifest(ArchiveId archive) {
    return MANIFESTS.key(archive.hex());
  }

  /**
   * A rendered message; another version of the renderer, or another item digest, gives another
   * name.
   */
  public static PayloadKey ofMessage(
      ArchiveId archive,
      EntryPath path,
      ConnectorName connector,
      Sha256 itemDigest,
      int rendererVersion) {
    String identity = connector.value() + "\0" + path.value() + "\0" + itemDigest.hex();
    return messagesOf(archive).key(digestOf(identity) + ".r" + rendererVersion);
  }

  /** Where the messages are that an archive's items became. */
  public static PayloadFolder messagesOf(ArchiveId archive) {
    return new PayloadFolder("messages/" + archive.hex());
  }

  /** A snapshot of users and rules, named by its own digest. */
  public static PayloadKey ofSnapshot(Sha256 digest) {
    return new PayloadKey("snapshots/" + digest.hex());
  }

  /** Where marks say who stages an archive, or has staged it. */
  public static PayloadFolder stagingsOf(ArchiveId archive) {
    return new PayloadFolder(STAGINGS.value() + "/" + archive.hex());
  }

  /** Where marks say who removes the payloads of an archive. */
  public static PayloadFolder removalsOf(ArchiveId archive) {
    return new PayloadFolder("removals/" + archive.hex());
  }

  /** What an operator's action is about, named by its own digest. */
  public static PayloadKey ofSelection(Sha256 digest) {
    return new PayloadKey("selections/" + digest.hex());
  }

  private static String digestOf(String text) {
    return Sha256.digest(text.getBytes(UTF_8)).hex();
  }

  @Override
  public String toString() {
    return value;
  }
}
