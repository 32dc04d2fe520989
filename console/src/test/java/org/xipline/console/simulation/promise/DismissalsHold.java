package org.xipline.console.simulation.promise;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.ledger.PairState;
import org.xipline.console.simulation.world.Addressee;
import org.xipline.console.simulation.world.Archive;
import org.xipline.console.simulation.world.Installation;
import org.xipline.console.simulation.world.Item;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.topic.Topic;

/** A dead letter counts as dismissed if an operator dismissed that one, and else it does not. */
final class DismissalsHold implements Promise {

  private record Attempt(ArchiveKey archive, String entry, String address, long number) {}

  @Override
  public List<String> broken(Installation installation, FoldedLedger ledger) {
    Set<Attempt> dismissed = dismissedBy(installation);
    var broken = new ArrayList<String>();
    for (Archive archive : installation.world().archives()) {
      for (Item item : archive.items()) {
        for (Addressee addressee : item.addressees()) {
          ledger
              .findPair(archive.key(), item.path(), addressee.address())
              .filter(state -> isWrong(archive, item, addressee, state, dismissed))
              .ifPresent(state ->
                  broken.add("%s %s: %s, of %s".formatted(item, addressee, state, dismissed)));
        }
      }
    }
    return broken;
  }

  private static boolean isWrong(
      Archive archive, Item item, Addressee addressee, PairState state, Set<Attempt> dismissed) {
    var attempt =
        new Attempt(archive.key(), item.path(), addressee.address(), state.replaySequence());
    boolean expected = state.standing().isHeld() && dismissed.contains(attempt);
    return state.dismissed() != expected;
  }

  private static Set<Attempt> dismissedBy(Installation installation) {
    var dismissed = new HashSet<Attempt>();
    installation
        .world()
        .kafka()
        .everCommitted(Topic.OUTCOMES.name())
        .forEach(record -> dismissed.addAll(dismissedBy(record.value())));
    return dismissed;
  }

  private static Set<Attempt> dismissedBy(byte[] record) {
    try {
      Outcome outcome = Outcome.parseFrom(record);
      var dismissed = new HashSet<Attempt>();
      var fact = outcome.getDeadLetterDismissed();
      for (String address : fact.getAddressesList()) {
        var archive =
            new ArchiveKey(
                new ConnectorName(outcome.getConnector()), new ArchiveId(outcome.getArchiveId()));
        dismissed.add(new Attempt(archive, fact.getEntryPath(), address, fact.getReplaySequence()));
      }
      return dismissed;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
