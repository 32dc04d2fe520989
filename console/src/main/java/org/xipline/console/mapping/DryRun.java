package org.xipline.console.mapping;

import java.util.Collection;
import java.util.List;

/**
 * What would become of an archive's items.
 *
 * @param items in the archive
 * @param addresses every participant, by address
 * @param unreadableItems items that would be dead-lettered because they cannot be read
 * @param unreadable the first of them
 */
public record DryRun(
    long items,
    Collection<AddressUse> addresses,
    long unreadableItems,
    List<UnreadableItem> unreadable) {

  public DryRun {
    addresses = List.copyOf(addresses);
    unreadable = List.copyOf(unreadable);
  }

  /** Pairs that would go there. */
  public long pairs(AddressUse.Destination destination) {
    return addresses.stream()
        .filter(use -> use.destination() == destination)
        .mapToLong(AddressUse::items)
        .sum();
  }

  /** Whether anything would be held. */
  public boolean holdsAny() {
    return unreadableItems > 0 || pairs(AddressUse.Destination.UNMAPPED) > 0;
  }
}
