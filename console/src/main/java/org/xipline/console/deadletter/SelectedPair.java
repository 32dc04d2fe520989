package org.xipline.console.deadletter;

import java.util.Comparator;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.ledger.PairState;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import tools.jackson.databind.json.JsonMapper;

/**
 * A pair that an action is about, as its staged selection has it: a line of JSON with these names.
 *
 * @param address empty where the item's participants could not be read
 * @param mailbox empty where it has none
 * @param attempt that the action answers, -1 where there was none; it is not applied to a pair that
 *     has a later one by then
 */
public record SelectedPair(
    String connector, String archiveId, String entry, String address, String mailbox, long attempt)
    implements Comparable<SelectedPair> {
  private static final long UNTOLD = -1;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Comparator<SelectedPair> BY_NAME =
      Comparator.comparing(SelectedPair::connector)
          .thenComparing(SelectedPair::archiveId)
          .thenComparing(SelectedPair::entry)
          .thenComparing(SelectedPair::address)
          .thenComparing(SelectedPair::mailbox);

  /** A pair as it stands. */
  public static SelectedPair of(HeldPair pair) {
    return of(pair.archive(), pair.entry(), pair.address(), pair.state());
  }

  /** A pair as it stands. */
  public static SelectedPair of(ArchiveKey archive, String entry, String address, PairState state) {
    return new SelectedPair(
        archive.connector().value(),
        archive.archiveId().hex(),
        entry,
        address,
        state.mailbox(),
        state.replaySequence());
  }

  /** An item that nothing was told about: the one pair without an address. */
  public static SelectedPair ofUntold(ArchiveKey archive, String entry) {
    return new SelectedPair(
        archive.connector().value(), archive.archiveId().hex(), entry, "", "", UNTOLD);
  }

  /** The pair of a line. */
  public static SelectedPair ofLine(String line) {
    return JSON.readValue(line, SelectedPair.class);
  }

  /** Whether nothing was told about its item when it was selected. */
  public boolean wasUntold() {
    return attempt == UNTOLD;
  }

  /** As a line, without its end. */
  public String line() {
    return JSON.writeValueAsString(this);
  }

  public ArchiveKey archive() {
    return new ArchiveKey(new ConnectorName(connector), new ArchiveId(archiveId));
  }

  public HeldItem item() {
    return new HeldItem(archive(), entry);
  }

  @Override
  public int compareTo(SelectedPair other) {
    return BY_NAME.compare(this, other);
  }
}
