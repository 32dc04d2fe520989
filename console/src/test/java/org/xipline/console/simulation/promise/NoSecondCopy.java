package org.xipline.console.simulation.promise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.simulation.world.Installation;
import org.xipline.console.simulation.world.MailServer;
import org.xipline.console.simulation.world.Population;
import org.xipline.schemas.identity.EmailAddress;

/** At rest each message is in its mailbox once, though importers were killed after an append. */
final class NoSecondCopy implements Promise {

  @Override
  public List<String> broken(Installation installation, FoldedLedger ledger) {
    var broken = new ArrayList<String>();
    for (MailServer server : installation.world().servers()) {
      for (EmailAddress mailbox : Population.mailboxes()) {
        var seen = new HashSet<String>();
        for (byte[] content : server.contentsOf(mailbox)) {
          String message = new String(content, ISO_8859_1).lines().skip(1).findFirst().orElse("");
          if (!seen.add(message)) {
            broken.add("%s is twice in %s of %s".formatted(message, mailbox, server.location()));
          }
        }
      }
    }
    return broken;
  }
}
