package org.xipline.console.ledger;

import java.nio.file.Path;
import java.util.List;
import org.xipline.schemas.record.Outcome;

/**
 * Accounts of an archive with one item and one pair, as its facts make them.
 *
 * @param directory for the ledger's state
 */
public record Accounts(Path directory) {
  private static final String BOB = "bob@contoso.example";
  private static final Facts FACTS = new Facts(Facts.ARCHIVE);

  /** Of an archive that nobody has taken up. */
  public ArchiveAccount unknown() {
    return ArchiveAccount.empty(Facts.ARCHIVE);
  }

  /** Its pair waits. */
  public ArchiveAccount pending(String mailboxServer) {
    return of(List.of(FACTS.accepted("r1", 1, 1, mailboxServer)));
  }

  /** Its pair is delivered. */
  public ArchiveAccount settled(String mailboxServer) {
    return of(
        List.of(
            FACTS.accepted("r1", 1, 1, mailboxServer),
            FACTS.converted("a.json", Facts.sent(BOB)),
            FACTS.delivered("a.json", BOB)));
  }

  private ArchiveAccount of(List<Outcome> facts) {
    try (var ledger = new TestLedger(directory)) {
      facts.forEach(ledger::tell);
      return ledger.account();
    }
  }
}
