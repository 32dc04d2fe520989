package org.xipline.convert.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.MappedAddress;
import org.xipline.schemas.record.Snapshot;
import org.xipline.schemas.record.User;

/**
 * Maps addresses to mailboxes: by the custom mapping, then by the directory, then, where no
 * directory is configured, by the accepted domains. Whoever mapping or directory know has a
 * mailbox, whatever the domain. Immutable.
 */
public final class RoutingTable {
  private final Map<EmailAddress, EmailAddress> mailboxes;
  private final Set<String> acceptedDomains;
  private final boolean hasDirectory;

  private RoutingTable(
      Map<EmailAddress, EmailAddress> mailboxes,
      Set<String> acceptedDomains,
      boolean hasDirectory) {
    this.mailboxes = mailboxes;
    this.acceptedDomains = acceptedDomains;
    this.hasDirectory = hasDirectory;
  }

  /** The table of a snapshot. */
  public static RoutingTable of(Snapshot snapshot) {
    Map<EmailAddress, EmailAddress> mailboxes = directory(snapshot);
    mailboxes.putAll(mapping(snapshot, mailboxes));
    return new RoutingTable(
        mailboxes, Set.copyOf(snapshot.getAcceptedDomainsList()), snapshot.getHasDirectory());
  }

  /** Where this participant's copy goes. */
  public Route route(EmailAddress address) {
    @Nullable EmailAddress mailbox = mailboxes.get(address);
    if (mailbox != null) {
      return new Route.ToMailbox(address, mailbox);
    }
    if (!acceptedDomains.contains(address.domain())) {
      return new Route.External(address);
    }
    return hasDirectory ? new Route.Unmapped(address) : new Route.ToMailbox(address, address);
  }

  private static Map<EmailAddress, EmailAddress> directory(Snapshot snapshot) {
    var mailboxes = new HashMap<EmailAddress, EmailAddress>();
    for (User user : snapshot.getUsersList()) {
      var mailbox = new EmailAddress(user.getMailbox());
      mailboxes.put(mailbox, mailbox);
      user.getAliasesList().forEach(alias -> mailboxes.put(new EmailAddress(alias), mailbox));
    }
    return mailboxes;
  }

  /** An alias as target stands for its mailbox: a mailbox must not have two names. */
  private static Map<EmailAddress, EmailAddress> mapping(
      Snapshot snapshot, Map<EmailAddress, EmailAddress> directory) {
    var mapping = new HashMap<EmailAddress, EmailAddress>();
    for (MappedAddress mapped : snapshot.getMappingList()) {
      var target = new EmailAddress(mapped.getMailbox());
      mapping.put(new EmailAddress(mapped.getAddress()), directory.getOrDefault(target, target));
    }
    return mapping;
  }
}
