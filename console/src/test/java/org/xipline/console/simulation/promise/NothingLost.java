package org.xipline.console.simulation.promise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.ledger.PairState;
import org.xipline.console.simulation.world.Addressee;
import org.xipline.console.simulation.world.Archive;
import org.xipline.console.simulation.world.Installation;
import org.xipline.console.simulation.world.Item;

/**
 * Each pair is in its mailbox, or a dead letter because its server refused it; and the account says
 * which.
 */
final class NothingLost implements Promise {

  @Override
  public List<String> broken(Installation installation, FoldedLedger ledger) {
    var broken = new ArrayList<String>();
    for (Archive archive : installation.world().archives()) {
      for (Item item : archive.items()) {
        for (Addressee addressee : item.addressees()) {
          PairState state =
              ledger.findPair(archive.key(), item.path(), addressee.address()).orElse(null);
          String pair = "%s %s of %s".formatted(item, addressee, archive.id().substring(0, 6));
          broken.addAll(problemsOf(installation, archive, item, addressee, state, pair));
        }
      }
    }
    return broken;
  }

  private static List<String> problemsOf(
      Installation installation,
      Archive archive,
      Item item,
      Addressee addressee,
      @Nullable PairState state,
      String pair) {
    if (state == null) {
      return List.of(pair + " is unknown to the ledger");
    }
    boolean isThere =
        installation.world().server(archive.server()).contentsOf(addressee.mailbox()).stream()
            .anyMatch(content -> isOf(item, content));
    return switch (state.standing()) {
      case DELIVERED, ALREADY_PRESENT ->
          isThere ? List.of() : List.of(pair + " is told to be there, and is not");
      case DEAD_LETTERED ->
          installation.world().server(archive.server()).mayHaveRefused(item.messageId())
              ? List.of()
              : List.of(pair + " is dead-lettered, though nobody refused it: " + state);
      case PENDING -> List.of(pair + " is pending");
      case EXTERNAL, UNMAPPED -> List.of(pair + " is " + state.standing());
    };
  }

  static boolean isOf(Item item, byte[] content) {
    return new String(content, ISO_8859_1).contains("Message-ID: <" + item.id() + "@xipline>");
  }
}
