package org.xipline.ingest.rules;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.xipline.schemas.record.TrustRules;

/**
 * Users and rules as an operator gives them, unchecked.
 *
 * @param users CSV with the header {@code mailbox,aliases}; empty where no directory is configured
 * @param mapping CSV with the header {@code address,mailbox}; wins over the directory
 * @param acceptedDomains empty for those of the directory's mailboxes
 * @param limitBytes the 10 MB rule's figure
 * @param trust which signers are believed
 */
public record RulesSource(
    Optional<Path> users,
    Optional<Path> mapping,
    List<String> acceptedDomains,
    long limitBytes,
    TrustRules trust) {

  /** The 10 MB rule's figure where nobody gives another. */
  public static final long DEFAULT_LIMIT_BYTES = 10L << 20;

  public RulesSource {
    acceptedDomains = List.copyOf(acceptedDomains);
  }
}
