package org.xipline.ingest.rules;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.xipline.schemas.record.TrustRules;

/**
 * What an operator gives anew of users and rules that are there already, unchecked. What is empty
 * stays as it is.
 *
 * @param users CSV with the header {@code mailbox,aliases}
 * @param mapping CSV with the header {@code address,mailbox}
 * @param acceptedDomains in place of all those before
 * @param limitBytes the 10 MB rule's figure
 * @param trust which signers are believed
 */
public record RulesChange(
    Optional<Path> users,
    Optional<Path> mapping,
    List<String> acceptedDomains,
    Optional<Long> limitBytes,
    Optional<TrustRules> trust) {

  public RulesChange {
    acceptedDomains = List.copyOf(acceptedDomains);
  }
}
