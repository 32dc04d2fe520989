package org.xipline.ingest.rules;

import java.io.IOException;
import java.io.InputStream;
import org.xipline.runtime.payload.PayloadMissingException;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.Snapshot;

/**
 * Users and rules, fixed. Equal ones have equal bytes, and so one id.
 *
 * @param snapshot lists sorted and without repetition, addresses and domains in canonical form
 */
public record RulesSnapshot(Snapshot snapshot) {

  /** The same, for copies that go to this mailbox server; empty for the import service's own. */
  public RulesSnapshot deliveredTo(String mailboxServer) {
    return new RulesSnapshot(snapshot.toBuilder().setMailboxServer(mailboxServer).build());
  }

  /** SHA-256 of the snapshot's bytes, hex: the {@code snapshot_id} of records. */
  public String id() {
    return digest().hex();
  }

  /**
   * The one of this id.
   *
   * @param id hex
   * @throws IOException if the store does not hold it, or fails
   */
  public static RulesSnapshot readFrom(PayloadStore store, String id) throws IOException {
    var key = PayloadKey.ofSnapshot(Sha256.ofHex(id));
    var stored =
        store.find(key).orElseThrow(() -> new PayloadMissingException("no snapshot " + id));
    try (InputStream in = store.open(stored.claimCheck())) {
      return new RulesSnapshot(Snapshot.parseFrom(in));
    }
  }

  /**
   * Keeps it for all stages.
   *
   * @return its id
   */
  public String storeIn(PayloadStore store) throws IOException {
    store.put(PayloadKey.ofSnapshot(digest()), snapshot::writeTo);
    return id();
  }

  private Sha256 digest() {
    return Sha256.digest(snapshot.toByteArray());
  }
}
