package org.xipline.ingest.rules;

import java.io.IOException;
import org.xipline.ingest.signature.VerificationPolicy;
import org.xipline.runtime.payload.PayloadStore;

/** The trust rules of snapshots, as the verifier takes them. */
public final class SnapshotPolicies {
  private final PayloadStore store;

  public SnapshotPolicies(PayloadStore store) {
    this.store = store;
  }

  /**
   * The policy that a snapshot fixes.
   *
   * @param snapshotId hex
   * @throws IOException if the store does not hold the snapshot, or fails
   */
  public VerificationPolicy of(String snapshotId) throws IOException {
    return TrustRulesCodec.decode(RulesSnapshot.readFrom(store, snapshotId).snapshot().getTrust());
  }
}
