package org.xipline.console.reconcile;

import java.util.List;
import org.xipline.importer.mailbox.ContentDigest;
import org.xipline.importer.mailbox.CopyLocation;
import org.xipline.schemas.identity.Sha256;
import tools.jackson.databind.json.JsonMapper;

/**
 * A second copy to be removed, as a staged selection has it: a line of JSON with these names.
 *
 * @param kept where the oldest copy is
 * @param extra where the second one is
 * @param sha256 of both of them, hex
 */
record SelectedCopy(
    String mailbox,
    String entry,
    List<String> addresses,
    CopyLocation kept,
    CopyLocation extra,
    String sha256,
    long sizeBytes) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static SelectedCopy of(String mailbox, Remedy.RemoveCopy copy) {
    return new SelectedCopy(
        mailbox,
        copy.entry(),
        copy.addresses(),
        copy.kept(),
        copy.extra(),
        copy.content().sha256().hex(),
        copy.content().sizeBytes());
  }

  static SelectedCopy ofLine(String line) {
    return JSON.readValue(line, SelectedCopy.class);
  }

  /** As a line, without its end. */
  String line() {
    return JSON.writeValueAsString(this);
  }

  ContentDigest content() {
    return new ContentDigest(Sha256.ofHex(sha256), sizeBytes);
  }
}
