package org.xipline.ingest.rules;

import static com.google.protobuf.ByteString.unsignedLexicographicalComparator;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.MappedAddress;
import org.xipline.schemas.record.Snapshot;
import org.xipline.schemas.record.TrustRules;
import org.xipline.schemas.record.User;

/**
 * Makes a snapshot of users and rules from what an operator gives. All that is wrong, in whichever
 * file, is told at once.
 */
public final class RulesReader {
  private final RulesSource source;
  private final RulesProblems problems = new RulesProblems();

  private RulesReader(RulesSource source) {
    this.source = source;
  }

  /** Reads and checks it all. */
  public static RulesReading read(RulesSource source) {
    return new RulesReader(source).read();
  }

  /** Reads and checks what is given anew; the rest is as {@code before} has it. */
  public static RulesReading change(RulesSnapshot before, RulesChange change) {
    Snapshot kept = before.snapshot();
    var source =
        new RulesSource(
            change.users(),
            change.mapping(),
            change.acceptedDomains(),
            change.limitBytes().orElse(kept.getLimitBytes()),
            change.trust().orElse(kept.getTrust()));
    return new RulesReader(source).change(kept);
  }

  private RulesReading change(Snapshot kept) {
    Snapshot.Builder changed = kept.toBuilder();
    source
        .users()
        .ifPresent(path ->
            changed
                .setHasDirectory(true)
                .clearUsers()
                .addAllUsers(DirectoryCsv.read(path, problems)));
    source
        .mapping()
        .ifPresent(path -> changed.clearMapping().addAllMapping(MappingCsv.read(path, problems)));
    if (!source.acceptedDomains().isEmpty()) {
      changed.clearAcceptedDomains().addAllAcceptedDomains(acceptedDomains(List.of()));
    }
    checkLimit();
    return reading(
        changed.setLimitBytes(source.limitBytes()).setTrust(sorted(source.trust())).build());
  }

  private RulesReading read() {
    List<User> users =
        source.users().map(path -> DirectoryCsv.read(path, problems)).orElse(List.of());
    List<MappedAddress> mapping =
        source.mapping().map(path -> MappingCsv.read(path, problems)).orElse(List.of());
    Collection<String> domains = acceptedDomains(users);
    checkLimit();
    if (problems.all().isEmpty() && domains.isEmpty() && mapping.isEmpty()) {
      problems.add(
          "accepted domains", "no domain, no users and no mapping: there are no" + " mailboxes");
    }
    return reading(snapshot(users, mapping, domains));
  }

  private RulesReading reading(Snapshot snapshot) {
    return problems.all().isEmpty()
        ? new RulesReading.Accepted(new RulesSnapshot(snapshot))
        : new RulesReading.Refused(problems.all());
  }

  private Snapshot snapshot(
      List<User> users, List<MappedAddress> mapping, Collection<String> domains) {
    return Snapshot.newBuilder()
        .setHasDirectory(source.users().isPresent())
        .addAllUsers(users)
        .addAllMapping(mapping)
        .addAllAcceptedDomains(domains)
        .setLimitBytes(source.limitBytes())
        .setTrust(sorted(source.trust()))
        .build();
  }

  private Collection<String> acceptedDomains(List<User> users) {
    var domains = new TreeSet<String>();
    for (String domain : source.acceptedDomains()) {
      EmailAddress.canonicalDomain(domain)
          .ifPresentOrElse(
              domains::add, () -> problems.add("accepted domains", notADomain(domain)));
    }
    if (source.acceptedDomains().isEmpty()) {
      users.forEach(user -> domains.add(new EmailAddress(user.getMailbox()).domain()));
    }
    return domains;
  }

  private static String notADomain(String domain) {
    return "not a domain: '" + domain.strip() + "'";
  }

  private void checkLimit() {
    if (source.limitBytes() <= 0) {
      problems.add("limit", "must be a positive number of bytes, not " + source.limitBytes());
    }
  }

  private static TrustRules sorted(TrustRules trust) {
    return trust.toBuilder()
        .clearAnchors()
        .addAllAnchors(
            trust.getAnchorsList().stream()
                .distinct()
                .sorted(unsignedLexicographicalComparator())
                .toList())
        .clearExtendedKeyUsages()
        .addAllExtendedKeyUsages(
            trust.getExtendedKeyUsagesList().stream().distinct().sorted().toList())
        .clearCrls()
        .addAllCrls(
            trust.getCrlsList().stream()
                .distinct()
                .sorted(unsignedLexicographicalComparator())
                .toList())
        .build();
  }
}
